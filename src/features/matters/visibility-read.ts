// Reading matters for somebody: from a number to what this reader may see. Doors read here; the record itself stays behind it.
import type { Matter } from '#core/matter/matter.ts';
import { matterOf } from '#core/matter/matter.ts';
import { maskSensitive } from '#core/text/mask.ts';
import { type KnownOfRaiser, nothingKnown, redactWords, starKnown } from '#core/text/redact.ts';
import type { Ports } from '#platform/ports.ts';
import { type Circumstances, loadCircumstances } from './circumstances.ts';
import type { MatterDb, SealedRaiser } from './store.ts';
import { readHistory, readHistoryByNumber } from './store.ts';
import { sealedRaisersOf } from './store-staff.ts';
import { maySee, maySeeContact, relationsOf, standingOf, type Viewer } from './visibility.ts';
import { grantsOf } from './visibility-matrix.ts';
import { type FoundMatter, type Reader, type Seeers, type SeenMatter, seenBy } from './visibility-seen.ts';

type ReadPorts = Pick<Ports, 'now' | 'secrets'> & { db: MatterDb };

/** `whole` is for decisions only (which action is possible now); what is shown comes from `seen`. */
export type SeenNow = { seen: SeenMatter; whole: Matter; circumstances: Circumstances };

/** Null: there is no such number, or it is not there for this reader. The two look alike from outside. */
export async function seeMatter(ports: ReadPorts, reader: Reader, number: string): Promise<SeenNow | null> {
  const [found, circumstances] = await Promise.all([readHistoryByNumber(ports.db, number), loadCircumstances(ports.db)]);
  return found === null ? null : seeFound(ports, reader, found, circumstances);
}

/** The same for a history that was read already, say by an action that has just written. */
export async function seeFound(
  ports: ReadPorts,
  reader: Reader,
  found: FoundMatter,
  circumstances: Circumstances,
  whole: Matter = matterOf(found.id, found.events),
): Promise<SeenNow | null> {
  const seen = await seenBy(reader, found, circumstances, ports.now(), (id) => knownOf(ports, id, found.sealed), whole);
  return seen && { seen, whole, circumstances };
}

/** The title alone, where a page names a matter in passing; empty when it is withheld. */
export async function seenTitle(ports: ReadPorts, reader: Viewer, whole: Matter, circumstances: Seeers): Promise<string> {
  const { words } = maySee(whole, reader, circumstances)
    ? grantsOf(relationsOf(standingOf(whole), reader, circumstances), whole.confidentiality)
    : { words: 'no' };
  if (words === 'yes' && maySeeContact(reader, whole)) return whole.title;
  if (words !== 'yes' && words !== 'redacted' && words !== 'needed') return '';
  const known = await knownOf(ports, whole.id);
  return words === 'yes' ? maskSensitive(starKnown(whole.title, known)) : redactWords(whole.title, known);
}

/** What the raiser left, opened only to star it out of words; it never leaves the redaction. */
async function knownOf(ports: ReadPorts, matterId: string, read?: SealedRaiser | null): Promise<KnownOfRaiser> {
  if (read === undefined || read?.gone) return (await knownOfMany(ports, [matterId])).get(matterId) ?? nothingKnown;
  return read ? openRaiser(ports, matterId, read) : nothingKnown;
}

/** What a task that leaves the house is held against; for those checks only, never to be shown. */
export async function knownForSharing(ports: ReadPorts, matterId: string): Promise<{ known: KnownOfRaiser; words: string }> {
  const [known, history] = await Promise.all([knownOf(ports, matterId), readHistory(ports.db, matterId)]);
  const words = history.flatMap((event) =>
    event.type === 'registered'
      ? [event.data.title, event.data.text]
      : event.type === 'reopened' && event.data.by === 'raiser'
        ? [event.data.fact]
        : [],
  );
  return { known, words: words.join('\n') };
}

/** The same for several matters at once, as lists need it. */
export async function knownOfMany(ports: ReadPorts, ids: readonly string[]): Promise<Map<string, KnownOfRaiser>> {
  const rows = await sealedRaisersOf(ports.db, ids);
  return new Map(
    rows.map((row) => {
      const { name, phone, address } = openRaiser(ports, row.matter_id, row);
      return [row.matter_id, { name: name ?? row.name_said, phone: phone ?? row.phone_said, address: address ?? row.address_said }];
    }),
  );
}

type Opened = { sealed: SealedRaiser; known: KnownOfRaiser };
const lately = new WeakMap<ReadPorts['secrets'], Map<string, Opened>>();
const mostLately = 2_000; // some three hundred KB

/**
 * Opening costs 50 µs a row, and a list shows the same fifty rows again and again: what was opened lately is kept in this process, which holds the keys anyway.
 * Corrected or deleted contact data look different sealed, so nothing old is ever used.
 */
export function openRaiser({ secrets }: Pick<ReadPorts, 'secrets'>, matterId: string, sealed: SealedRaiser): KnownOfRaiser {
  const memory = lately.get(secrets) ?? new Map<string, Opened>();
  lately.set(secrets, memory);
  const kept = memory.get(matterId);
  if (kept && columns.every((column) => kept.sealed[column] === sealed[column])) return kept.known;
  const open = (value: string | null, column: string) =>
    value === null ? null : secrets.openColumn(value, `raiser.${column}:${matterId}`);
  const known = {
    name: open(sealed.name_sealed, 'name'),
    phone: open(sealed.phone_sealed, 'phone'),
    address: open(sealed.address_sealed, 'address'),
  };
  memory.delete(matterId);
  memory.set(matterId, { sealed, known });
  const [oldest] = memory.keys();
  if (memory.size > mostLately && oldest !== undefined) memory.delete(oldest);
  return known;
}
const columns = ['name_sealed', 'phone_sealed', 'address_sealed'] as const;
