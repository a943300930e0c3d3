// The limit rows a new county starts with (P04; rules X4 and the state machines). All are editable rows: V rows carry their article,
// P and M rows are only presets and say so wherever they are shown.
import type { Day } from './day.ts';
import type { ExtensionRule, Limit, LimitStart, LimitUnit, Trust, Words } from './limits.ts';

/** Presets without a known first day are in force from here, so that old matters which are brought in find a row. */
const always: Day = '2000-01-01';
/** Where offices close; 民法典 203 ends a last day with business hours. The hour itself is custom (M): check locally. */
const officeCloses = '17:30';
/** A raiser's right lasts to the end of the day, not to the office's. */
const dayEnds = '24:00';

const words = (zh: string, en: string): Words => ({ zh, en });
const extension = (times: number | null, max: ExtensionRule['max'], zh: string, en: string): ExtensionRule => ({
  times,
  max,
  note: words(zh, en),
});
const noExtension = extension(0, null, '不得延期', 'no extension');
const notStated = extension(0, null, '来源未写延期', 'the source names no extension');

type Origin = Pick<Limit, 'source' | 'basis' | 'trust' | 'validFrom'>;
const origin = (source: string, trust: Trust, zh: string, en: string, validFrom: Day = always): Origin => ({
  source,
  trust,
  basis: words(zh, en),
  validFrom,
});

const preset = origin('preset', 'M', '通行做法，请按本地规定核对', 'common practice, check against your local rules');
const petition = (zh: string, en: string) =>
  origin('S02', 'V', `《信访工作条例》${zh}`, `Regulations on petition work, ${en}`, '2022-05-01');
const beijingDraft = origin(
  'S13',
  'P',
  '北京接诉即办地方标准征求意见稿（据报道）',
  'draft of the Beijing standard on complaint handling (as reported)',
);
const jinanWeifang = origin(
  'S03, S04',
  'V',
  '《济南市12345市民服务热线条例》《潍坊市12345政务服务便民热线条例》',
  'hotline regulations of Jinan and of Weifang',
);
const shanghai = origin('S15', 'P', '上海热线分类时限（据报道）', 'Shanghai hotline limits by class (as reported)');
const bureau = origin('S14', 'P', '一地局机关热线办理规定（据报道）', 'hotline rules of one municipal bureau (as reported)');
const arrearsLaw = origin(
  'S99',
  'V',
  '《保障中小企业款项支付条例》第二十五条',
  'Regulations on payments to small and medium-sized enterprises, Art. 25',
  '2025-06-01',
);
const inspection = origin('S79', 'V', '《政府督查工作条例》第十七条', 'Regulations on government supervision, Art. 17', '2021-02-01');
const supervision = origin('S81', 'P', '一地督办办理时限（据报道）', 'supervision limits of one locality (as reported)');
const policyWork = origin('S85', 'P', '一地惠民政策落实办法（据报道）', 'benefit delivery rules of one locality (as reported)');
const disclosure = (zh: string, en: string) =>
  origin('政府信息公开条例', 'V', `《政府信息公开条例》${zh}`, `Regulations on open government information, ${en}`, '2019-05-15');

type Extra = Partial<Pick<Limit, 'roll' | 'closingTime' | 'counts' | 'extension'>>;
const row = (key: string, clock: Words, value: number, unit: LimitUnit, start: LimitStart, from: Origin, extra: Extra = {}): Limit => ({
  key,
  clock,
  value,
  unit,
  start,
  counts: 'after',
  roll: false,
  closingTime: officeCloses,
  extension: notStated,
  ...from,
  validTo: null,
  ...extra,
});

/** What binds an office does not move on from a day off (the strict reading: never late); a raiser's own window does, and lasts to midnight. */
const raisersWindow: Extra = { roll: true, closingTime: dayEnds, extension: noExtension };
const fixed: Extra = { extension: noExtension };
const once: Extra = { extension: extension(1, 'original', '可延一次，不超过原时限', 'once, no longer than the original limit') };
const beforeDue: Extra = {
  extension: extension(null, 'original', '到期前申请，写明原因、新日期和进展', 'asked before due, with cause, new date and progress'),
};

// biome-ignore format: a table is read row by row
const hotline: Limit[] = [
  row('hotline.sign', words('签收工单', 'sign for the order'), 1, 'wd', 'dispatched', preset, fixed),
  row('hotline.contact', words('首次联系反映人', 'first contact with the raiser'), 24, 'h', 'dispatched', preset, fixed),
  row('hotline.contact.emergency', words('首次联系反映人（紧急）', 'first contact with the raiser (urgent)'), 2, 'h', 'dispatched', preset, fixed),
  row('hotline.reply.emergency', words('紧急事项首次反馈', 'first feedback on an emergency'), 2, 'h', 'dispatched', beijingDraft, fixed),
  row('hotline.reply.utility', words('水电气热事项反馈', 'reply on water, power, gas or heat'), 24, 'h', 'dispatched', beijingDraft, fixed),
  row('hotline.reply.ordinary.bj', words('一般事项答复', 'reply on an ordinary matter'), 7, 'd', 'dispatched', beijingDraft, once),
  row('hotline.reply.complex.bj', words('复杂事项答复', 'reply on a complex matter'), 15, 'd', 'dispatched', beijingDraft, once),
  row('hotline.reply.jn', words('办理并答复', 'handle and reply'), 5, 'wd', 'dispatched', jinanWeifang, {
    extension: extension(null, null, '法律另有规定，或条件所限：说明措施、进展和明确日期', 'where the law says so or conditions prevent it: with measures, progress and a definite date'),
  }),
  row('hotline.reply.sh.simple', words('简单事项答复', 'reply on a simple matter'), 1, 'wd', 'dispatched', shanghai),
  row('hotline.reply.sh.ordinary', words('一般事项答复', 'reply on an ordinary matter'), 5, 'wd', 'dispatched', shanghai),
  row('hotline.reply.sh.complex', words('复杂事项答复', 'reply on a complex matter'), 15, 'wd', 'dispatched', shanghai),
  row('hotline.objection.raise', words('提出派单异议', 'object to the dispatch'), 1, 'wd', 'dispatched', preset, fixed),
  row('hotline.objection.decide', words('裁定派单异议', 'rule on the objection'), 1, 'wd', 'raised', preset, fixed),
  row('hotline.callback', words('首次回访', 'first call-back'), 1, 'd', 'replied', bureau, {
    extension: extension(0, null, '不同时段至少试三次', 'at least three tries at different times'),
  }),
  row('hotline.verdict', words('反映人评价', 'verdict of the raiser'), 7, 'd', 'invited', preset, raisersWindow),
  row('hotline.overdue.notice', words('超期催办', 'urge the overdue unit'), 1, 'd', 'due', bureau),
  row('hotline.overdue.critic', words('催办后书面批评', 'written criticism after the urging'), 5, 'wd', 'urged', bureau),
  row('hotline.verdict.change', words('反映人更改评价', 'raiser changes the verdict'), 3, 'd', 'verdict', preset, raisersWindow),
  row('hotline.exclusion.apply', words('申请剔除', 'apply for exclusion from the rates'), 3, 'wd', 'verdict', preset, fixed),
  row('hotline.exclusion.decide', words('审定剔除', 'decide on the exclusion'), 3, 'wd', 'requested', preset, fixed),
  row('hotline.reopen', words('反映人有新情况可重启', 'raiser may reopen with a new fact'), 30, 'd', 'archived', preset, raisersWindow),
  row('hotline.checkback.first', words('第一次回头看', 'first check-back'), 30, 'd', 'archived', preset, fixed),
  row('hotline.checkback.second', words('第二次回头看', 'second check-back'), 90, 'd', 'archived', preset, fixed),
];

// biome-ignore format: a table is read row by row
const petitions: Limit[] = [
  row('petition.register', words('登记并转送、交办', 'register and forward'), 15, 'd', 'received', petition('第二十二条', 'Art. 22'), fixed),
  row('petition.notice', words('书面告知信访人', 'tell the raiser in writing'), 15, 'd', 'received', petition('第二十三条', 'Art. 23'), fixed),
  row('petition.objection', words('提出不属本单位的异议', 'object that it belongs elsewhere'), 5, 'wd', 'received', petition('第二十三条', 'Art. 23'), fixed),
  row('petition.close', words('办结信访事项', 'conclude the petition'), 60, 'd', 'accepted', petition('第三十四条', 'Art. 34'), {
    extension: extension(null, { value: 30, unit: 'd' }, '负责人批准，共不超过三十日，并告知理由', 'approved by the head, 30 days at most in all, reason told'),
  }),
  row('petition.review.ask', words('请求复查', 'ask for review'), 30, 'd', 'opinion', petition('第三十五条', 'Art. 35'), raisersWindow),
  row('petition.review.do', words('复查并答复', 'review and reply'), 30, 'd', 'requested', petition('第三十五条', 'Art. 35'), fixed),
  row('petition.recheck.ask', words('请求复核', 'ask for re-review'), 30, 'd', 'reviewed', petition('第三十六条', 'Art. 36'), raisersWindow),
  row('petition.recheck.do', words('复核并答复', 're-review and reply'), 30, 'd', 'requested', petition('第三十六条', 'Art. 36'), {
    extension: extension(0, null, '听证时间不计入（按暂停处理）', 'time of a hearing is not counted (entered as a pause)'),
  }),
];

// biome-ignore format: a table is read row by row
const otherDuties: Limit[] = [
  row('disclosure.reply', words('答复信息公开申请', 'answer a disclosure request'), 20, 'wd', 'received', disclosure('第三十三条', 'Art. 33'), {
    extension: extension(null, { value: 20, unit: 'wd' }, '负责人同意并告知申请人，最长二十个工作日', 'the office head agrees and the requester is told; 20 working days at most'),
  }),
  row('disclosure.correct', words('一次性告知补正', 'ask to complete the request'), 7, 'wd', 'received', disclosure('第三十条', 'Art. 30')),
  row('arrears.transfer', words('转交欠款投诉', 'pass the arrears complaint on'), 10, 'wd', 'accepted', arrearsLaw),
  row('arrears.result', words('书面反馈处理结果', 'give the result in writing'), 30, 'd', 'material', arrearsLaw, {
    extension: extension(null, { value: 60, unit: 'd' }, '负责人批准，连同原时限最长九十日', 'approved by the head; 90 days at most with the original limit'),
  }),
  row('arrears.max', words('处理的最长期限', 'the longest handling time'), 90, 'd', 'material', arrearsLaw, fixed),
  row('inspect.objection', words('对督查结论提出异议', 'object to an inspection conclusion'), 30, 'd', 'received', inspection, fixed),
  row('inspect.decide', words('复核异议并决定', 'decide on the objection'), 30, 'd', 'received', inspection, fixed),
  row('super.urgent', words('紧急批示件', 'urgent instruction'), 5, 'd', 'assigned', supervision, beforeDue),
  row('super.ordinary', words('一般批示件', 'ordinary instruction'), 15, 'd', 'assigned', supervision, beforeDue),
  row('super.hard', words('难办批示件', 'hard instruction'), 30, 'd', 'assigned', supervision, beforeDue),
  row('super.doc', words('文件落实', 'carry out a document'), 30, 'd', 'issued', supervision, beforeDue),
  row('super.minutes', words('会议纪要落实', 'carry out minutes'), 20, 'd', 'issued', supervision, beforeDue),
  row('policy.guide', words('发布政策手册和申领指南', 'publish handbook and claim guide'), 7, 'wd', 'issued', policyWork),
  row('policy.pay', words('快申快享兑付', 'pay a claimed benefit'), 60, 'wd', 'claimed', policyWork),
  row('benefit.notice', words('名单公示', 'public notice of the list'), 7, 'wd', 'listed', origin('S87', 'P', '一地一卡通公示办法（据报道）', 'notice rules of one locality (as reported)')),
  row('benefit.notice.month', words('名单公示（一个月的做法）', 'public notice of the list (one-month variant)'), 1, 'mo', 'listed', origin('S88', 'P', '另一地一卡通公示办法（据报道）', 'notice rules of another locality (as reported)')),
  row('meeting.plan', words('会前报告方案', 'report the plan before the meeting'), 15, 'd', 'meeting', origin('S63', 'P', '一地民主生活会报备要求（另有十日、一周的）', 'reporting rule of one locality (others: ten days, one week)'), {
    counts: 'before', extension: extension(null, null, '上级同意', 'with the superior’s consent'),
  }),
  row('meeting.report', words('会后报告情况', 'report after the meeting'), 15, 'd', 'meeting', origin('S66', 'P', '民主生活会情况报告要求（据报道）', 'reporting rule (as reported)'), {
    extension: extension(null, null, '上级同意', 'with the superior’s consent'),
  }),
  row('bad.rating.fix', words('差评整改', 'put a bad rating right'), 15, 'wd', 'rated', origin('S33', 'P', '政务服务好差评要求（据报道）', 'service rating rule (as reported)')),
  row('log.keep', words('网络日志至少留存到', 'keep network logs at least until'), 6, 'mo', 'logged', origin('S48', 'V', '《网络安全法》第二十一条', 'Cybersecurity Law, Art. 21'), {
    closingTime: dayEnds, extension: extension(null, null, '可以留存更久', 'longer is allowed'),
  }),
  row('pia.keep', words('影响评估和处理记录至少保存到', 'keep impact assessment and processing record at least until'), 3, 'y', 'recorded', origin('S46', 'V', '《个人信息保护法》第五十六条', 'Personal Information Protection Law, Art. 56'), { closingTime: dayEnds }),
];

/** Every row of X4, split rows as single keys (`hotline.reply.sh.simple`, `petition.review.ask` …), and the windows of the matter's own states. */
export const presetLimits: readonly Limit[] = [...hotline, ...petitions, ...otherDuties];
