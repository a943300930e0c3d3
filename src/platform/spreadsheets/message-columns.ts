/** Which column of a ledger means what. Offices name the same column in many ways; the list grows by what counties send. */
import { toHalfWidth } from '#core/text/width.ts';

export type MessageColumn =
  | 'id'
  | 'number'
  | 'user'
  | 'time'
  | 'title'
  | 'body'
  | 'place'
  | 'category'
  | 'tick'
  | 'phone'
  | 'name'
  | 'channel'
  | 'summary'
  | 'note';

/** What several columns of one table may mean together: 乡镇 and 村 are one place, the others are joined line by line. `tick`: the heading is the category where √ stands. */
export const severalColumns: readonly MessageColumn[] = ['place', 'body', 'note', 'tick'];
/** Only proposed to a person and never taken by themselves: they change what is written into the record. */
const onlyProposed: readonly MessageColumn[] = ['note', 'tick'];

const HEADINGS: Record<MessageColumn, readonly string[]> = {
  id: ['编号', '留言编号', '工单编号', '工单号', '诉求编号', '受理编号', '事项编号', 'id', 'number', 'no', 'case id', 'request id'],
  number: ['到底编号', '系统编号', '事项号', 'matter number'],
  user: ['用户', '留言用户', '用户名', '网名', '昵称', '账号', 'user', 'username', 'user id'],
  time: [
    '时间',
    '留言时间',
    '来电时间',
    '来信时间',
    '反映时间',
    '受理时间',
    '登记时间',
    '提交时间',
    '日期',
    '留言日期',
    '反映日期',
    '来访日期',
    'time',
    'date',
    'created',
    'created at',
    'asked',
  ],
  title: ['标题', '留言主题', '留言标题', '主题', '事项名称', '诉求标题', '事由', 'title', 'subject', 'summary'],
  body: [
    '内容',
    '留言详情',
    '留言内容',
    '详情',
    '详细内容',
    '诉求内容',
    '反映内容',
    '反映事项',
    '反映问题',
    '问题描述',
    '主要内容',
    '来电内容',
    '正文',
    'body',
    'text',
    'content',
    'description',
    'message',
  ],
  place: [
    '地点',
    '反映地点',
    '地址',
    '发生地点',
    '事发地点',
    '事发地址',
    '反映地址',
    '所在地',
    '位置',
    '村组',
    '乡镇',
    '镇',
    '街道',
    '乡镇街道',
    '村',
    '行政村',
    '村社区',
    '村名',
    '社区',
    '自然村',
    '组',
    '村民小组',
    '小组',
    '小区',
    '详细地址',
    'place',
    'address',
    'location',
  ],
  category: ['类别', '分类', '问题类别', '诉求类别', '诉求类型', '问题类型', '一级标签', '一级分类', '类型', 'category', 'label', 'type'],
  phone: [
    '电话',
    '手机',
    '手机号',
    '手机号码',
    '电话号码',
    '联系电话',
    '联系方式',
    '来电号码',
    'phone',
    'mobile',
    'tel',
    'telephone',
    'phone number',
  ],
  name: ['姓名', '反映人', '来电人', '来信人', '诉求人', '联系人', '留言人', '来访人', '反映人姓名', 'name', 'contact'],
  tick: [],
  summary: ['摘要', '诉求摘要', '内容摘要', 'abstract'],
  note: [
    '备注',
    '承办单位',
    '责任单位',
    '主办单位',
    '办理单位',
    '承办人',
    '责任人',
    '包联干部',
    '办理期限',
    '办理时限',
    '完成时限',
    '办结时限',
    '办结时间',
    '办结日期',
    '办理情况',
    '办理结果',
    '办理进度',
    '处理情况',
    '处理结果',
    '处理意见',
    '是否办结',
    '是否解决',
    '满意度',
    '是否满意',
    'note',
    'notes',
    'remark',
    'remarks',
  ],
  channel: ['渠道', '来源', '诉求来源', '来源渠道', '受理渠道', 'channel', 'source'],
};

export const messageColumns = Object.keys(HEADINGS) as readonly MessageColumn[];

const COLUMN_OF = new Map(
  Object.entries(HEADINGS).flatMap(([column, names]) => names.map((name) => [name, column as MessageColumn] as const)),
);

/** The place of each known column in a row. The first of two equal headings counts. */
export type ColumnPlaces = Partial<Record<MessageColumn, number>>;

export type ReadHeader = { places: ColumnPlaces /** Headings that mean nothing to us; the import page shows them. */; unknown: string[] };

/** A row is the header when it names a title, a body or our own number, and at least one column more; or any three; null otherwise. */
export function readHeader(cells: readonly string[]): ReadHeader | null {
  const places: ColumnPlaces = {};
  const unknown: string[] = [];
  for (const [place, cell] of cells.entries()) {
    const column = fieldOfHeading(cell);
    if (column === null || onlyProposed.includes(column) || places[column] !== undefined) {
      if (cell !== '') unknown.push(cell);
    } else places[column] = place;
  }
  return isHeader(Object.keys(places)) ? { places, unknown } : null;
}

/** Whether these columns make a table of messages. */
export function isHeader(columns: readonly string[]): boolean {
  const says = columns.some((column) => column === 'title' || column === 'body' || column === 'number');
  return columns.length >= 3 || (columns.length === 2 && says);
}

/** What a heading means. Of a heading in two rows (联系方式/电话) the lower one counts first, then the upper one. */
export function fieldOfHeading(heading: string): MessageColumn | null {
  const whole = COLUMN_OF.get(bareHeading(heading));
  if (whole !== undefined) return whole;
  for (const part of heading.split('/').reverse()) {
    const known = COLUMN_OF.get(bareHeading(part));
    if (known !== undefined) return known;
  }
  return null;
}

/**
 * A proposal for each column of a table, from its heading and the first values below it. Of two columns that mean the same only the first is taken,
 * where one is all that can be. Nothing is certain here: a person sees it before anything is read by it.
 */
export function proposeFields(headings: readonly string[], samples: readonly (readonly string[])[]): (MessageColumn | null)[] {
  const taken = new Set<MessageColumn>();
  return headings.map((heading, place) => {
    if (heading === '') return null;
    const values = samples.map((row) => row[place] ?? '').filter((value) => value !== '');
    let field = fieldOfHeading(heading);
    if (field === 'category' && heading.includes('/') && values.length > 0 && values.every(isTick)) field = 'tick';
    if (field === null || (taken.has(field) && !severalColumns.includes(field))) return null;
    taken.add(field);
    return field;
  });
}

/** √ and what else stands for yes in a box; ○ and × do not. */
export const isTick = (value: string): boolean => /^(?:√|✓|✔|☑|v|y|yes|是|有|1|true)$/i.test(value);

/** 联系电话（必填）*, "Created At" and 编　号 are the same as 联系电话, created at and 编号. */
export function bareHeading(cell: string): string {
  const bare = toHalfWidth(cell)
    .toLowerCase()
    .replace(/[(（[【].*?[)）\]】]/g, '')
    .replace(/[*:：]/g, '')
    .replace(/_/g, ' ')
    .trim();
  return /^[a-z ]+$/.test(bare) ? bare.replace(/ +/g, ' ') : bare.replace(/\s/g, '');
}
