// Everything the burden page says, asked at the moment of asking; and the county's own words kept.
import { maskSensitive } from '#core/text/mask.ts';
import { redactWords } from '#core/text/redact.ts';
import { addDays, atTimeOfDay, dayOf } from '#core/time/day.ts';
import { countRefusals, doubleAsked, type RequestRow, runningRequests } from '#features/data-requests/index.ts';
import { knownForSharing, seeMatter } from '#features/matters/index.ts';
import { loadUnits, logAccess } from '#features/people/index.ts';
import { inTransaction } from '#platform/db/transaction.ts';
import type { Ports } from '#platform/ports.ts';
import type { Staff } from '#platform/session/staff.ts';
import { type Opinion, type Proof, proofsOf } from './rules.ts';
import { type CountyField, type CountyProblem, type CountyWords, readCounty } from './rules-county.ts';
import { type FormRow, type MandatoryForm, withBasis } from './rules-fields.ts';
import { adviceOn, quietDays, type UseRow } from './rules-use.ts';
import { firstDay, type OutletLine, readColumns, readCountyWords, readOpinions, readOutlets, readUses, writeCountyWords } from './store.ts';

export type BurdenPorts = Pick<Ports, 'db' | 'now' | 'newId' | 'secrets'>;
export type SaidOpinion = Opinion & { reply: string };
export type Burden = {
  forms: FormRow[];
  requests: (RequestRow & { unit: string })[];
  refusedRequests: number;
  outlets: (OutletLine & { unit: string })[];
  proofs: Proof[];
  tables: number;
  columns: number;
  county: CountyWords;
  twice: string[];
  opinions: SaidOpinion[];
  uses: UseRow[];
};

const mostOpinions = 100;
/** So many of the newest replies are opened; the others are told by day and verdict. */
const mostReplies = 10;
const mostSigns = 200;

export async function burdenOf(ports: BurdenPorts, forms: readonly MandatoryForm[]): Promise<Burden> {
  const now = ports.now();
  const today = dayOf(now);
  const units = await loadUnits(ports.db);
  const unitName = (id: string | null): string => (id === null ? '' : (units.byId(id)?.shortName ?? id));
  const [columns, opinions, requests, outlets, uses] = await Promise.all([
    readColumns(ports.db),
    readOpinions(ports.db, mostOpinions),
    runningRequests(ports),
    readOutlets(ports.db),
    readUses(ports.db, atTimeOfDay(addDays(today, -quietDays), '00:00')),
  ]);
  return {
    forms: withBasis(forms, today),
    requests: requests.map((one) => ({ ...one, unit: unitName(one.unitId) })),
    refusedRequests: await countRefusals(ports.db),
    outlets: outlets.map((one) => ({ ...one, unit: unitName(one.changedBy) })),
    proofs: proofsOf(columns),
    tables: new Set(columns.map(({ table }) => table)).size,
    columns: columns.length,
    county: await readCountyWords(ports.db),
    twice: doubleAsked(requests),
    opinions: await withReplies(ports, opinions),
    uses: adviceOn(uses, await firstDay(ports.db), today),
  };
}

/** The county's own words in answer, without anything that tells who asked; of sealed matters nothing. */
async function withReplies(ports: BurdenPorts, opinions: readonly Opinion[]): Promise<SaidOpinion[]> {
  const replied = new Set(
    opinions
      .filter((one) => one.isPlain && one.repliedAt !== null)
      .slice(0, mostReplies)
      .map((one) => one.number),
  );
  return Promise.all(
    opinions.map(async (one) => {
      const read = replied.has(one.number) ? await seeMatter(ports as Ports, { kind: 'raiser' }, one.number) : null;
      const last = read?.seen.history.findLast((event) => event.type === 'replied');
      const text =
        read && last?.type === 'replied'
          ? maskSensitive(redactWords(last.data.text, (await knownForSharing(ports as Ports, read.seen.id)).known))
          : '';
      return { ...one, reply: [...text].length > mostSigns ? `${[...text].slice(0, mostSigns).join('')}…` : text };
    }),
  );
}

export type CountySet = { ok: true } | { ok: false; problems: { name: CountyField; problem: CountyProblem; at?: string }[] };
export async function setCounty(
  ports: BurdenPorts,
  me: Staff,
  typed: Readonly<Record<CountyField, string>>,
  addressClass = '',
): Promise<CountySet> {
  const read = readCounty(typed);
  if ('problems' in read) return { ok: false, problems: read.problems };
  const at = ports.now();
  await inTransaction(ports.db, async (trx) => {
    await writeCountyWords(trx, { ...read.words, changedOn: dayOf(at) }, at);
    const why = `${read.words.filing || '-'}; ${read.words.systems.length} systems`;
    await logAccess({ ...ports, db: trx }, { what: 'burden-changed', why, by: me, addressClass });
  });
  return { ok: true };
}
