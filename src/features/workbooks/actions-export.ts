// A ledger leaves the house as a file: the same filters and the same sight as the ledger's pages, never a name, a phone or a sealed matter (X5, must-not 11).
import { maskSensitive } from '#core/text/mask.ts';
import type { Instant } from '#core/time/day.ts';
import {
  askWords,
  type Circumstances,
  channelWords,
  countMatters,
  escalationWords,
  type LedgerAsk,
  levelWords,
  listMatters,
  listQueryOf,
  loadCircumstances,
  type SeenRow,
  solvedWords,
  statusWords,
  type Viewer,
} from '#features/matters/index.ts';
import { loadPlaces, type PlaceTree } from '#features/people/index.ts';
import type { Ports } from '#platform/ports.ts';
import { type Lang, type LedgerLine, lightWords, minuteOf, type Twin } from './rules-ledger.ts';

export type Ledger = {
  /** Each filter in words, for the line that says what the file is. */
  filters: string[];
  at: Instant;
  /** How many rows will come; null when words are searched for. Matters may come and go while it is read. */
  count(): Promise<number | null>;
  /** In pages, so that a county of any size needs the memory of one. */
  pages(): AsyncGenerator<LedgerLine[]>;
};

const pageSize = 200;
const running: readonly string[] = [
  'registered',
  'dispatched',
  'objecting',
  'acknowledged',
  'contacted',
  'inProgress',
  'onHold',
  'terminationPending',
];

export async function openLedger(
  ports: Pick<Ports, 'db' | 'now' | 'secrets'>,
  viewer: Viewer,
  ask: LedgerAsk,
  lang: Lang,
): Promise<Ledger> {
  const [county, places] = await Promise.all([loadCircumstances(ports.db), loadPlaces(ports.db)]);
  const lists = { ...county, places };
  const query = { ...listQueryOf(ask, lists), unsealed: true };
  const at = ports.now();
  const lineOf = lineWriter(county, places, lang);
  return {
    at,
    filters: askWords(ask, lists, lang),
    count: () => countMatters(ports.db, viewer, county, query),
    pages: async function* pages() {
      let cursor: string | undefined;
      do {
        const page = await listMatters(ports, viewer, county, { ...query, sort: query.sort ?? 'received', limit: pageSize, cursor });
        yield page.rows.map(lineOf);
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
    },
  };
}

const wordsOf = (words: Readonly<Record<string, Twin>>, key: string | number | null, lang: Lang): string =>
  key === null ? '' : (words[key]?.[lang] ?? String(key));

function lineWriter(county: Circumstances, places: PlaceTree, lang: Lang): (row: SeenRow) => LedgerLine {
  const provisional = lang === 'zh' ? '（暂定）' : ' (provisional)';
  return (row) => ({
    number: row.number,
    title: maskSensitive(row.title) || (row.category_id === null ? '' : county.categories.nameOf(row.category_id, lang)),
    channel: wordsOf(channelWords, row.channel, lang),
    category: row.category_id === null ? '' : county.categories.nameOf(row.category_id, lang),
    place: row.place_id !== null && places.byId(row.place_id) ? places.wordsOf(row.place_id) : maskSensitive(row.place_text),
    status: wordsOf(statusWords, row.status, lang),
    ownerUnit: county.units.byId(row.owner_unit_id)?.shortName ?? row.owner_unit_id,
    received: minuteOf(row.received_at),
    due: running.includes(row.status) ? `${minuteOf(row.due_at)}${row.provisional ? provisional : ''}` : '',
    light: row.light in lightWords && running.includes(row.status) ? wordsOf(lightWords, row.light, lang) : '',
    round: row.round,
    escalation: row.escalation > 0 ? wordsOf(escalationWords, row.escalation, lang) : '',
    solved: wordsOf(solvedWords, row.solved, lang),
    level: wordsOf(levelWords, row.level, lang),
  });
}
