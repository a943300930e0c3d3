/** Which column of a ledger means what. Offices name the same column in many ways; the list grows by what counties send. */
import { toHalfWidth } from '#core/text/width.ts';

export type MessageColumn = 'id' | 'user' | 'time' | 'title' | 'body' | 'place' | 'category' | 'phone' | 'name' | 'channel';

const HEADINGS: Record<MessageColumn, readonly string[]> = {
  id: ['编号', '留言编号', '工单编号', '工单号', '诉求编号', '受理编号', '事项编号', 'id', 'number', 'no', 'case id', 'request id'],
  user: ['用户', '留言用户', '用户名', '网名', '昵称', '账号', 'user', 'username', 'user id'],
  time: [
    '时间',
    '留言时间',
    '来电时间',
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
  place: ['地点', '地址', '发生地点', '事发地点', '事发地址', '反映地址', '所在地', '位置', '村组', 'place', 'address', 'location'],
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
  name: ['姓名', '反映人', '来电人', '诉求人', '联系人', '留言人', '来访人', '反映人姓名', 'name', 'contact'],
  channel: ['渠道', '来源', '诉求来源', '来源渠道', '受理渠道', 'channel', 'source'],
};

export const messageColumns = Object.keys(HEADINGS) as readonly MessageColumn[];

const COLUMN_OF = new Map(
  Object.entries(HEADINGS).flatMap(([column, names]) => names.map((name) => [name, column as MessageColumn] as const)),
);

/** The place of each known column in a row. The first of two equal headings counts. */
export type ColumnPlaces = Partial<Record<MessageColumn, number>>;

export type ReadHeader = { places: ColumnPlaces /** Headings that mean nothing to us; the import page shows them. */; unknown: string[] };

/** A row is the header when it names a title or a body and at least one column more; null otherwise. */
export function readHeader(cells: readonly string[]): ReadHeader | null {
  const places: ColumnPlaces = {};
  const unknown: string[] = [];
  for (const [place, cell] of cells.entries()) {
    const column = COLUMN_OF.get(bareHeading(cell));
    if (column === undefined || places[column] !== undefined) {
      if (cell !== '') unknown.push(cell);
    } else places[column] = place;
  }
  const named = Object.keys(places).length;
  return named >= 2 && (places.title !== undefined || places.body !== undefined) ? { places, unknown } : null;
}

/** 联系电话（必填）*, "Created At" and 编　号 are the same as 联系电话, created at and 编号. */
function bareHeading(cell: string): string {
  const bare = toHalfWidth(cell)
    .toLowerCase()
    .replace(/[(（[【].*?[)）\]】]/g, '')
    .replace(/[*:：]/g, '')
    .replace(/_/g, ' ')
    .trim();
  return /^[a-z ]+$/.test(bare) ? bare.replace(/ +/g, ' ') : bare.replace(/\s/g, '');
}
