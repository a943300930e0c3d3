// Places matters among the others as they come in (P16): right behind the intake, by the clock, so that nobody who raises a concern waits for it. The same comparison
// answers for a text that is not saved yet. Hints and no more: a person looks, and merges or does not.
import { likeness, observe } from '#core/similarity/compare.ts';
import type { Message } from '#core/similarity/message.ts';
import { prepare } from '#core/similarity/prepare.ts';
import { emptyRarity, learnText, type Rarity } from '#core/similarity/rarity.ts';
import { signatureOf } from '#core/similarity/signature.ts';
import { weights } from '#core/similarity/weights.ts';
import { foldForSearch } from '#core/text/tokens.ts';
import { msOf } from '#core/time/day.ts';
import type { PlaceTree } from '#features/people/index.ts';
import { loadPlaces } from '#features/people/index.ts';
import { breathe } from '#platform/db/transaction.ts';
import type { Ports } from '#platform/ports.ts';
import * as store from './store.ts';

type SimilarPorts = Pick<Ports, 'db' | 'now'>;

/** Of each rare row of signs the newest so many, and of all of them the likest so many are compared word by word. */
const bounds = { eachNewest: 32, most: 10 } as const;
/** Odds under which nothing is kept: e^-1.4, one in five. */
const leastOdds = -1.4;
const mostLinks = 8;
const comparedSigns = 700;
const sampled = 20_000;
const atFirst = 500;
const samplePage = 500;
const perRound = 200;
const perBusyRound = 10; // some 0.05 s of reckoning: more than comes in while a round lasts, for all but the largest counties

type Kept = { version: number; rarity: Rarity };
const kept = new WeakMap<store.SimilarDb, Kept>();

/** The county's measure of rare and common, read again only when it was made anew. */
export async function loadRarity(db: store.SimilarDb): Promise<Kept> {
  const known = kept.get(db);
  const now = await store.rarityVersion(db);
  if (known && now?.version === known.version) return known;
  const read = now === null ? null : await store.readRarity(db);
  const fresh = read ?? { version: 0, rarity: emptyRarity() };
  kept.set(db, fresh);
  return fresh;
}

export type Found = { id: string; odds: number; placeId: string | null };

/** `title` and `folded` as the store gives them: the search's row repeats the title before the words. */
export function messageOf({ title, folded, received_at }: Pick<store.Worded, 'title' | 'folded' | 'received_at'>): Message {
  const head = foldForSearch(title).trim();
  // What stands below the first lines of a letter seldom says what it is about, and costs as much to compare.
  const body = (folded.startsWith(head) ? folded.slice(head.length).trimStart() : folded).slice(0, comparedSigns);
  // Who wrote is never asked: likeness is of words and places, not of persons.
  return { title, body, time: msOf(received_at), sender: '' };
}

/** Who is likely about the same thing, the likeliest first. At most ten are compared, whatever the size of the county. */
async function compareWith(
  db: store.SimilarDb,
  message: Message,
  place: { id: string | null; exceptId: string },
  { rarity, places }: { rarity: Rarity; places: PlaceTree },
): Promise<{ pointers: ReturnType<typeof signatureOf>; found: Found[] }> {
  const pointers = signatureOf(message, rarity);
  const candidates = pointers.length === 0 ? [] : await store.sharing(db, pointers, bounds);
  const mine = prepare(message, rarity);
  const found: Found[] = [];
  for (const one of candidates) {
    if (one.id === place.exceptId || placesApart(place.id, one.place_id, places)) continue;
    const { odds, apart } = likeness(
      observe(mine, prepare(messageOf(one), rarity), rarity, () => 1),
      weights,
    );
    if (!apart && odds >= leastOdds) found.push({ id: one.id, odds, placeId: one.place_id });
  }
  return { pointers, found: found.sort((a, b) => b.odds - a.odds || (a.id < b.id ? -1 : 1)).slice(0, mostLinks) };
}

/** Both known to the county, and neither lies in the other: never one matter. */
function placesApart(mine: string | null, theirs: string | null, places: PlaceTree): boolean {
  if (mine === null || theirs === null || mine === theirs) return false;
  return !places.isUnder(mine, theirs) && !places.isUnder(theirs, mine);
}

/** Places one matter. Placing it again changes nothing; false when its words are sealed or gone. */
export async function placeMatter(ports: SimilarPorts, matterId: string): Promise<boolean> {
  const words = await store.wordsOf(ports.db, matterId);
  if (!words) return false;
  const [{ rarity }, places] = await Promise.all([loadRarity(ports.db), loadPlaces(ports.db)]);
  await placeWords(ports, words, { rarity, places });
  return true;
}

async function placeWords(ports: SimilarPorts, words: store.Worded, known: { rarity: Rarity; places: PlaceTree }): Promise<void> {
  const { pointers, found } = await compareWith(ports.db, messageOf(words), { id: words.place_id, exceptId: words.id }, known);
  const links = found.map(({ id, odds }) => ({ otherId: id, odds }));
  await store.insertPlaced(ports.db, { id: words.id, pointers, links }, ports.now());
}

/** How far the clock came, per process, under which measure of rare words: a rebuild, by whomever, makes a new one, and then everything is looked through again. */
const reached = new WeakMap<store.SimilarDb, { version: number; n: number }>();

/**
 * The clock's part: places what came in since, at most 200 a round, and ten only while people want something of this process, who come first. Learns anew what is rare
 * when the county has grown by half. Returns how many were placed.
 */
export async function placeWaiting(
  ports: SimilarPorts,
  isStopped: () => boolean = () => false,
  isBusy: () => boolean = () => false,
): Promise<number> {
  if (!(await readSwitches(ports.db)).twins) return 0;
  const before = await store.rarityVersion(ports.db);
  const known = reached.get(ports.db);
  const most = isBusy() ? perBusyRound : perRound;
  const last = await store.lastRow(ports.db); // asked first: what comes in meanwhile is for the next round
  const waiting = await store.unplaced(ports.db, known?.version === before?.version ? (known?.n ?? 0) : 0, most);
  if (waiting.length > 0 && !isBusy()) await learnAgainIfGrown(ports);
  else if (waiting.length > 0 && before === null) await learnRarity(ports, atFirst); // some measure at once; a quiet round takes a better one
  const [{ version, rarity }, places] = await Promise.all([loadRarity(ports.db), loadPlaces(ports.db)]);
  let placed = 0;
  for (const words of waiting) {
    if (isStopped() || (placed >= perBusyRound && isBusy())) return placed;
    await placeWords(ports, words, { rarity, places });
    reached.set(ports.db, { version, n: words.n });
    placed += 1;
    await breathe();
  }
  if (waiting.length < most) reached.set(ports.db, { version, n: last }); // nothing else waits: a million placed ones are not looked through every round
  return placed;
}

async function learnAgainIfGrown(ports: SimilarPorts): Promise<void> {
  const known = await store.rarityVersion(ports.db);
  if (known !== null && known.texts >= sampled) return;
  const many = Math.min(await store.countPlaceable(ports.db), sampled);
  if (known === null || many > known.texts * 1.5 + 20) await learnRarity(ports);
}

/** Learns what is rare from the newest `most` matters. */
async function learnRarity(ports: SimilarPorts, most = sampled, onProgress: (done: number) => void = () => undefined): Promise<void> {
  const rarity = emptyRarity();
  let before: number | null = null;
  while (rarity.texts < most) {
    const page: Awaited<ReturnType<typeof store.newestWords>> = await store.newestWords(ports.db, before, samplePage);
    for (const [at, { title, folded }] of page.entries()) {
      learnText(rarity, messageOf({ title, folded, received_at: ports.now() }));
      if (at % 32 === 31) await breathe();
    }
    before = page.at(-1)?.n ?? null;
    onProgress(rarity.texts);
    if (page.length < samplePage) break;
  }
  kept.set(ports.db, { version: await store.keepRarity(ports.db, rarity, ports.now()), rarity });
}

export type Rebuilt = { placed: number };

/** Forgets everything derived and makes it again, oldest first: the same matters give the same links. Killed in the middle, the clock goes on with the rest. */
export async function rebuildSimilar(
  ports: SimilarPorts,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<Rebuilt> {
  const total = await store.countPlaceable(ports.db);
  await store.forgetAll(ports.db);
  reached.delete(ports.db);
  await learnRarity(ports);
  const [{ rarity }, places] = await Promise.all([loadRarity(ports.db), loadPlaces(ports.db)]);
  let placed = 0;
  for (let after = 0; ; ) {
    const page = await store.unplaced(ports.db, after, perRound);
    if (page.length === 0) return { placed };
    for (const words of page) {
      await placeWords(ports, words, { rarity, places });
      placed += 1;
      after = words.n;
    }
    onProgress(placed, total);
  }
}

/** For a text that is not saved yet. */
export async function likelyOf(ports: SimilarPorts, asked: { title: string; text: string; placeId: string | null }): Promise<Found[]> {
  if (!(await readSwitches(ports.db)).twins) return [];
  const [{ rarity }, places] = await Promise.all([loadRarity(ports.db), loadPlaces(ports.db)]);
  const message = { title: asked.title, body: asked.text, time: msOf(ports.now()), sender: '' };
  return (await compareWith(ports.db, message, { id: asked.placeId, exceptId: '' }, { rarity, places })).found;
}

// ── the county's switches ──
export type Switches = { twins: boolean; routing: boolean };
const settingKey = 'similar';

export async function readSwitches(db: store.SimilarDb): Promise<Switches> {
  const row = await db.selectFrom('setting').select('body').where('key', '=', settingKey).executeTakeFirst();
  const body = (row?.body ?? {}) as Partial<Switches>;
  return { twins: body.twins ?? true, routing: body.routing ?? true };
}

export async function keepSwitches(ports: SimilarPorts, switches: Switches): Promise<void> {
  const set = { body: JSON.stringify(switches), changed_at: ports.now() };
  await ports.db
    .insertInto('setting')
    .values({ key: settingKey, ...set })
    .onConflict((on) => on.column('key').doUpdateSet(set))
    .execute();
}
