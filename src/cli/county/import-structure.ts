// Units, places, duty lists, categories and people of a county from its own tables: the same reading and the same decisions as on the pages.
import { basename } from 'node:path';
import type { AppPorts } from '#app/ports.ts';
import {
  columnsOf,
  columnWords,
  faultWords,
  importRows,
  missingColumns,
  peopleRefusals,
  proposeReading,
  rowsOf,
  type StructureKind,
  type Told,
} from '#features/people/index.ts';
import { readCells } from '#platform/spreadsheets/read-cells.ts';
import { tableRefusals } from '#platform/spreadsheets/table-refusals.ts';
import { WrongUsage } from '../say.ts';
import { isFileFault, unread } from './unread.ts';

export type StructureResult = {
  read: number;
  taken: number;
  known: number;
  refused: { row: number; says: Told }[];
  invited: { name: string; login: string; path: string }[];
};

/** Columns that a page asks for and a command cannot: without them it would have to guess what the table is. */
const alsoNeeded: Partial<Record<StructureKind, readonly string[]>> = {
  units: ['kind'],
  places: ['kind'],
  duties: ['list', 'level', 'validFrom'],
};

export async function importStructure(ports: AppPorts, kind: StructureKind, path: string): Promise<StructureResult> {
  const read = await readCells({ path }, { name: basename(path) }).catch((error: unknown) => {
    if (isFileFault(error)) throw unread(path, { zh: `读不了（${error.code}）。`, en: `It cannot be read (${error.code}).` });
    throw error;
  });
  if (!read.ok) throw unread(path, tableRefusals[read.refusal]);
  const { rows, merged } = read.cells;
  const reading = proposeReading(kind, rows, merged);
  const missing = [...missingColumns(kind, reading), ...(alsoNeeded[kind] ?? []).filter((name) => !reading.uses.includes(name))];
  if (missing.length > 0) throw lacks(kind, [...new Set(missing)]);
  const table = rowsOf(kind, rows, reading);
  const done = await importRows(ports, null, kind, table, basename(path));
  if (!done.ok) throw new WrongUsage(peopleRefusals[done.refusal]);
  const count = (...says: string[]): number => done.lines.filter((line) => says.includes(line.says)).length;
  return {
    read: table.length,
    taken: count('new', 'changed'),
    known: count('known'),
    refused: done.lines.flatMap((line) => (line.says === 'refused' ? [{ row: line.row, says: faultWords(kind, line.fault) }] : [])),
    invited: done.invited.map(({ name, login, path: link }) => ({ name, login, path: link })),
  };
}

function lacks(kind: StructureKind, missing: readonly string[]): WrongUsage {
  const words = (columns: readonly string[], lang: 'zh' | 'en') =>
    columns.map((column) => columnWords(kind, column)[lang]).join(lang === 'zh' ? '、' : ', ');
  const all = Object.keys(columnsOf(kind));
  return new WrongUsage({
    zh: `表头缺少列：${words(missing, 'zh')}。可用的列：${words(all, 'zh')}。什么也没有导入。`,
    en: `The heading lacks: ${words(missing, 'en')}. Columns: ${words(all, 'en')}. Nothing was imported.`,
  });
}
