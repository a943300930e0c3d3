// What is held already, by the words in which people ask for it (SM-18 guard, must-not 13): a field found here is never asked of the grassroots again.
export type Twin = { zh: string; en: string };
export type Held = {
  id: string;
  name: Twin;
  /** As people write it, without the words around it ("本月", "诉求", "统计", …). */
  words: readonly string[];
  /** Where it lies; a test asks the schema. */
  at: `${string}.${string}`;
  /** Where staff get it. */
  href: string;
};

const held = (id: string, zh: string, en: string, at: Held['at'], href: string, words: string): Held => ({
  id,
  name: { zh, en },
  at,
  href,
  words: words.split(' '),
});
const ledger = '/staff/export';
const reports = '/staff/reports';

export const heldData: readonly Held[] = [
  held('number', '诉求编号', 'number of the matter', 'matter.number', ledger, '编号 单号 工单号 件号 登记号 受理编号'),
  held(
    'title',
    '诉求标题和内容',
    'title and words',
    'matter.title',
    ledger,
    '标题 内容 摘要 主要内容 反映内容 问题 反映问题 事由 事项名称',
  ),
  held(
    'received',
    '收到时间',
    'time received',
    'matter.received_at',
    ledger,
    '收到时间 受理时间 登记时间 来件时间 来件日期 受理日期 登记日期 反映时间 日期',
  ),
  held('channel', '渠道', 'channel', 'matter.channel', ledger, '渠道 来源 来件渠道 反映渠道 受理渠道'),
  held('kind', '诉求类型', 'kind', 'matter.kind', ledger, '类型 性质 诉求类型'),
  held('category', '类别', 'category', 'matter.category_id', ledger, '类别 分类 问题类别 诉求类别 问题分类'),
  held('place', '地点', 'place', 'matter.place_id', ledger, '地点 地址 位置 村 村组 社区 所在村 所属村 所属乡镇 发生地点 事发地点'),
  held('owner', '承办单位', 'unit that has it', 'matter.owner_unit_id', ledger, '承办单位 责任单位 主办单位 办理单位 牵头单位'),
  held('helpers', '协办单位', 'helping units', 'matter.helper_units', ledger, '协办单位 配合单位'),
  held('due', '办理时限', 'deadline', 'matter.due_at', ledger, '时限 办理时限 到期时间 截止时间 办结时限 完成时限'),
  held('state', '办理状态', 'state', 'matter.status', ledger, '状态 办理状态 办理进度 进度 办理进展 进展 办理 是否办结'),
  held(
    'replied',
    '答复时间和内容',
    'reply',
    'matter.replied_at',
    ledger,
    '答复 答复内容 答复时间 办理结果 办结时间 处理结果 回复 回复内容 反馈',
  ),
  held('solved', '是否解决', 'whether solved', 'matter.solved', ledger, '是否解决 解决 解决率 未解决 已解决 办结率 办结数 办结'),
  held('level', '满意度', 'level of satisfaction', 'matter.level', reports, '满意度 满意率 评价 回访 不满意 群众满意度 评价结果'),
  held(
    'count',
    '诉求件数',
    'number of matters',
    'matter_round.matter_id',
    reports,
    '件数 总数 受理量 受理数 诉求量 数量 受理件数 总量 办件量',
  ),
  held('overdue', '超期', 'overdue', 'matter_round.due_at', reports, '超期 超期率 逾期 逾期率 超期件 逾期件 按时办结率'),
  held(
    'contact-in-time',
    '首次联系',
    'first contact',
    'matter_round.contacted_at',
    reports,
    '响应率 首次联系 首次联系时间 响应时间 联系时间',
  ),
  held('rework', '重办', 'rework', 'matter_round.reworked', reports, '重办 重办率 返工 返工率 回退 回退率'),
  held(
    'raiser',
    '反映人和电话（受保护，不必也不许再收）',
    'the raiser (protected; neither needed nor allowed again)',
    'raiser.phone_sealed',
    '/staff/matters',
    '反映人 姓名 电话 联系电话 手机号 联系方式 反映人姓名 反映人电话 投诉人 来电人 当事人电话',
  ),
  held(
    'units',
    '单位和村的名单',
    'units and villages',
    'unit.name',
    '/staff/units',
    '单位名单 乡镇名单 村名单 村庄名称 行政村 单位名称 行政村名单',
  ),
  held('places', '地点名录', 'places', 'place.name', '/staff/places', '地名 小区名单 村组名单 小区名称'),
  held('duties', '职责清单', 'duty lists', 'duty_entry.title', '/staff/duties', '职责清单 职责 权责清单 履职清单 责任清单'),
  held('people', '工作人员和岗位', 'staff and posts', 'post.role', '/staff/people', '工作人员 岗位 经办人 联络员 人员名单 承办人 联络人'),
  held(
    'photos',
    '照片和凭据',
    'photos and papers',
    'photo.sha256',
    '/staff/matters',
    '照片 现场照片 佐证材料 佐证照片 整改照片 凭据 办理照片',
  ),
];

const byWord = new Map(heldData.flatMap((one) => one.words.map((word) => [word, one] as const)));

/** Words that stand around the thing itself: whose, of when, in what form. */
const before =
  /^(?:[本各全每当上下该][月年季周日县镇乡村市区]?(?:度|级|均)?的?|[月季年]度?|乡镇|街道|单位|地|诉求|事项|工单|来件|办件|群众|热线|12345|上报|填报|报送|涉及|相关|有关|具体)(?=..)/u;
const after = /(?<=..)(?:情况|数据|统计表?|明细表?|台账|信息|汇总表?|清单|一览表?|字段|数量?|总数)$/u;

/** The bare word of a field: `本月诉求办理情况（份）` is `办理`. */
export function bareField(field: string): string {
  let bare = field
    .normalize('NFKC')
    .replace(/\(.*?\)/gu, '')
    .replace(/[\s"'“”《》、,，。.:：;；的]/gu, '');
  for (let was = ''; was !== bare && !byWord.has(bare); ) {
    was = bare;
    bare = bare.replace(after, '');
    if (!byWord.has(bare)) bare = bare.replace(before, '');
  }
  return bare;
}

/** `same`: this very thing is held. `like`: the words of something held stand in it, and a person must look. */
export function heldFor(field: string): { how: 'same' | 'like'; held: Held } | null {
  const same = byWord.get(bareField(field));
  if (same) return { how: 'same', held: same };
  const bare = bareField(field);
  const like = [...byWord].filter(([word]) => word.length >= 3 && bare.includes(word)).sort(([a], [b]) => b.length - a.length)[0];
  return like ? { how: 'like', held: like[1] } : null;
}

/** What must not be kept of anybody (rules (d) 2-3, 5): asked under any name. */
const banned =
  /打卡|签到|考勤|积分|勋章|徽章|个人排名|人员排名|干部排名|在线时长|活跃度|登录次数|登录率|步数|轨迹|行踪|定位|GPS|安装率|下载率|关注率|转发[量数率]|点赞|阅读[量数率]|学习时长|自拍|水印照片|思想动态|忠诚度/iu;
export const isBanned = (field: string): boolean => banned.test(field.normalize('NFKC'));
