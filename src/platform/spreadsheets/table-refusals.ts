/** Why a table cannot be read, and what the person can do about it. */

export type TableRefusal =
  | 'table-empty'
  | 'table-too-large'
  | 'table-too-heavy'
  | 'table-old-format'
  | 'table-locked'
  | 'table-web-page'
  | 'table-unknown-kind'
  | 'table-is-document'
  | 'table-damaged'
  | 'table-no-header';

export const tableRefusals: Record<TableRefusal, { zh: string; en: string }> = {
  'table-empty': { zh: '这个文件里没有内容，什么也没有导入。', en: 'This file is empty; nothing was imported.' },
  'table-too-large': {
    zh: '这个文件太大了，什么也没有导入。请分成几份，或另存为 CSV 再导入。',
    en: 'This file is too large; nothing was imported. Split it, or save it as CSV and import that.',
  },
  'table-too-heavy': {
    zh: '这个文件展开以后太大，或者打开太慢，为安全起见没有导入。请只留要导入的那张表，分成几份，或另存为 CSV。',
    en: 'This file unpacks to far too much, or takes too long to open, so nothing was imported. Keep only the sheet to import, split it, or save it as CSV.',
  },
  'table-old-format': {
    zh: '这个老式的 .xls 或 .et 文件读不出来，什么也没有导入。请用 WPS 或 Excel 打开它，点“文件 → 另存为”，类型选“.xlsx”，再导入新文件。',
    en: 'This old .xls or .et file cannot be read; nothing was imported. Open it in WPS or Excel, choose File → Save as, pick the type “.xlsx”, and import the new file.',
  },
  'table-locked': {
    zh: '这个文件设了打开密码，什么也没有导入。请打开它，去掉密码另存一份，再导入。',
    en: 'This file is locked by a password; nothing was imported. Open it, save a copy without the password, and import that.',
  },
  'table-web-page': {
    zh: '这个文件其实是网页（有些系统导出的 .xls 就是这样），什么也没有导入。请用 WPS 或 Excel 打开它，另存为 .xlsx，再导入。',
    en: 'This file is really a web page, as some systems export under the name .xls; nothing was imported. Open it in WPS or Excel, save it as .xlsx, and import that.',
  },
  'table-unknown-kind': {
    zh: '认不出这个文件。这里收 .xlsx、.xls、.et、.csv 和 .jsonl，什么也没有导入。',
    en: 'This kind of file is not known. Only .xlsx, .xls, .et, .csv and .jsonl can be read; nothing was imported.',
  },
  'table-is-document': {
    zh: '这是一个 Word 文档，不是表格，什么也没有导入。请把里面的表复制到 Excel 或 WPS 表格，存成 .xlsx 再导入。',
    en: 'This is a Word document and no table; nothing was imported. Copy the table in it into Excel or WPS, save that as .xlsx, and import it.',
  },
  'table-damaged': {
    zh: '这个文件坏了或没有传完，什么也没有导入。请重新导出或重新上传一次。',
    en: 'This file is damaged or was cut off on the way; nothing was imported. Please export or upload it again.',
  },
  'table-no-header': {
    zh: '前 20 行里没有找到表头。表头至少要有“标题”和“内容”（或“留言主题”“留言详情”）中的一个，再加上编号、时间、地点、电话等任意一列。什么也没有导入。',
    en: 'No header row was found in the first 20 rows. It needs at least a title or a text column, and one more such as id, time, place or phone. Nothing was imported.',
  },
};

/** Thrown out of a table's rows when the file breaks further down than anyone could look before starting. */
export class TableBroken extends Error {
  /** The last row, from 1, that was read whole. */
  readonly afterRow: number;
  constructor(afterRow: number, cause: unknown) {
    super(`The table cannot be read beyond row ${afterRow}.`, { cause });
    this.name = 'TableBroken';
    this.afterRow = afterRow;
  }
}
