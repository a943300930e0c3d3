// Tables of units, places, duties, categories and people in words: what a row's fault is, and how a column is called.
import { peopleRefusals } from './refusals.ts';
import type { Fault } from './rules-plan.ts';
import { columnsOf, type StructureKind } from './rules-table.ts';

export type Told = { zh: string; en: string };

export const kindWords: Record<StructureKind, Told> = {
  units: { zh: '单位', en: 'Units' },
  places: { zh: '地点', en: 'Places' },
  duties: { zh: '职责清单', en: 'Duty lists' },
  categories: { zh: '诉求类别', en: 'Categories' },
  people: { zh: '人员和账号', en: 'People and accounts' },
};

export const columnWords = (kind: StructureKind, column: string): Told => {
  const names = columnsOf(kind)[column]?.names;
  return { zh: names?.[0] ?? column, en: names?.[1] ?? column };
};

/** `上级：没有这个上级。`, with the word that was not understood. */
export function faultWords(kind: StructureKind, { code, column, detail }: Fault): Told {
  const { zh, en } = columnWords(kind, column);
  const said = peopleRefusals[code];
  const more = detail === undefined ? '' : detail;
  const open = said.zh.endsWith('：');
  return {
    zh: `${zh}：${said.zh}${open ? `${more}。` : more === '' ? '' : `（${more}）`}`,
    en: `${en}: ${said.en}${open ? `${more}.` : more === '' ? '' : ` (${more})`}`,
  };
}
