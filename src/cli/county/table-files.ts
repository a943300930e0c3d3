// Tables that the measuring commands read and write: a county's own files of messages, as they are.
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { parseWrittenTime } from '#platform/spreadsheets/table-dates.ts';
import { type CsvCell, writeCsv } from '#platform/spreadsheets/write-csv.ts';
import type { Headings } from './read-columns.ts';
import { isFileFault, unread } from './unread.ts';

/** Headings of a file of messages; what a county calls its columns. */
export const messageHeadings = {
  id: ['编号', 'id', '留言编号', '工单编号', '序号'],
  label: ['类别', 'label', '一级标签', '一级分类', '分类'],
  user: ['用户', 'user', '留言用户', '反映人'],
  time: ['时间', 'time', '留言时间', '反映时间'],
  title: ['标题', 'title', '留言主题', '主题'],
  text: ['内容', 'text', 'body', '正文', '留言详情', '详情', 'tokens'],
} as const satisfies Headings<string>;

/** Milliseconds of a time as people write it; null when it is none: a missing time stops nothing. */
export function msOfWritten(raw: string): number | null {
  const written = raw === '' ? null : parseWrittenTime(raw);
  const ms = written === null ? Number.NaN : Date.parse(written.at ?? `${written.on}T12:00:00+08:00`);
  return Number.isNaN(ms) ? null : ms;
}

/** The whole file or nothing: what was there before stays until the new one is written to its end. */
export function writeWhole(path: string, text: string): void {
  const beside = `${path}.part-${process.pid}`;
  try {
    writeFileSync(beside, text, { mode: 0o600 });
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw isFileFault(error)
      ? unread(path, {
          zh: `写不了（${error.code}）；原来的文件没有动。`,
          en: `It cannot be written (${error.code}); what was there is untouched.`,
        })
      : error;
  }
}

export const writeTable = (path: string, rows: Iterable<readonly CsvCell[]>): void => writeWhole(path, writeCsv(rows));
