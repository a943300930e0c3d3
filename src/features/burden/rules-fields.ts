// Why a form may ask what it asks: owner, basis and a last day for every form with mandatory fields (X8.1, must-not 13). Reviewed once a year: after `until` the page says so in red.
import type { Day } from '#core/time/day.ts';

export type Twin = { zh: string; en: string };
export type MandatoryForm = { key: string; title: Twin; fields: readonly Twin[] };
export type FieldBasis = { owner: Twin; basis: Twin; until: Day };
export type FormRow = MandatoryForm & { given: FieldBasis | null; state: 'good' | 'over' | 'none' };

const until: Day = '2027-12-31';
const twin = (zh: string, en: string): Twin => ({ zh, en });
const desk = twin('热线受理中心', 'hotline desk');
const unit = twin('承办单位', 'owner unit');
const ruling = twin('热线、县政府办', 'hotline, county office');
const admin = twin('系统管理岗', 'system administration');
const guard = twin('安全管理岗', 'security administration');
const row = (owner: Twin, zh: string, en: string): FieldBasis => ({ owner, basis: twin(zh, en), until });

const petition = (zh: string, en: string) => [`《信访工作条例》${zh}`, `Regulations on petition work, ${en}`] as const;
const hotline = [
  '《济南市12345市民服务热线条例》第十九、二十四、二十七条（示范，按本地规定替换）',
  'Hotline regulations of Jinan, Arts. 19, 24, 27 (a model; put your own)',
] as const;
const own = [
  '办理规则：没有这一项就说不清谁、为什么、到哪天',
  'Rule of the work: without it nobody can tell who, why and by when',
] as const;

/** By form. A form that asks for something and has no row here is shown without basis, and the test of this room fails. */
export const fieldBases: Readonly<Record<string, FieldBasis>> = {
  'intake.say': row(desk, ...petition('第二十一条：登记要有具体诉求', 'Art. 21: what is raised is registered')),
  'intake.contact': row(desk, '反映人要求回电时才要；可以匿名', 'Only where the raiser wants to be called; anonymity is possible'),
  'intake.proxy': row(desk, '《个人信息保护法》第十三条：代为提出要本人同意', 'Personal information law, Art. 13: consent of the person'),
  'intake.accusation': row(desk, ...petition('第三十条：不得把举报材料交给被举报单位', 'Art. 30: nothing goes to the accused unit')),
  dispatch: row(desk, ...petition('第二十二条：转送有权处理的单位', 'Art. 22: passed to who may handle it')),
  classify: row(desk, '时限按类别定，类别来自县里的分类表', 'Limits follow the class; classes are the county’s own'),
  summarise: row(desk, '给协办单位看摘要，不看原话', 'Helpers see a summary instead of the words'),
  merge: row(desk, ...own),
  replyAtOnce: row(desk, ...hotline),
  notAccept: row(desk, ...petition('第二十三条：不予受理要告知理由和途径', 'Art. 23: reason and way are told')),
  handToEmergency: row(desk, '转 110、119、120、122 要留交接凭据', 'Handing over to the emergency services is put on record'),
  seal: row(desk, ...petition('第三十条：保密', 'Art. 30: secrecy')),
  recuse: row(unit, ...petition('第二十八条：回避', 'Art. 28: recusal')),
  askHelper: row(unit, ...own),
  contact: row(unit, ...hotline),
  note: row(unit, ...own),
  reply: row(unit, ...petition('第三十二条：答复要有事实、依据、救济途径', 'Art. 32: facts, basis and what may be done next')),
  reportHelp: row(unit, ...own),
  handOver: row(unit, ...own),
  object: row(unit, ...petition('第二十三条：异议说明理由和依据', 'Art. 23: an objection says why')),
  askExtension: row(unit, ...petition('第三十四条：延期要批准并告知理由', 'Art. 34: an extension is approved and the reason told')),
  hold: row(unit, ...hotline),
  resume: row(unit, ...own),
  askPause: row(unit, '只有列明的情形可以暂停', 'Only listed causes pause the clock'),
  endPause: row(unit, ...own),
  askTermination: row(unit, '《潍坊市12345政务服务便民热线条例》第二十一条（示范）', 'Hotline regulations of Weifang, Art. 21 (a model)'),
  escalate: row(unit, ...own),
  askExclusion: row(unit, '剔除要有列明的情形，另一单位审定', 'An exclusion needs a listed cause and is decided by others'),
  appealExclusion: row(unit, ...own),
  ruleObjection: row(ruling, ...own),
  ruleExtension: row(ruling, ...petition('第三十四条', 'Art. 34')),
  ruleHold: row(ruling, ...own),
  rulePause: row(ruling, ...own),
  ruleTermination: row(ruling, ...own),
  ruleExclusion: row(ruling, ...own),
  ruleAppeal: row(ruling, ...own),
  designate: row(ruling, ...own),
  concludeUnresolved: row(ruling, '会议纪要是唯一凭据', 'The minutes are the only proof'),
  remind: row(ruling, ...own),
  'data-requests': row(
    twin('申请单位', 'whoever asks'),
    '《政务数据共享条例》：共享能取得的不得重复收集',
    'Regulations on sharing government data: nothing is collected twice',
  ),
  relay: row(
    unit,
    '《个人信息保护法》第六条：看不到电话也能联系，热线要知道为什么事',
    'Personal information law, Art. 6: contact without the phone number; the hotline has to know what about',
  ),
  limits: row(admin, '时限是依据文件定的，改动要写依据', 'Limits follow documents; a change names its own'),
  retention: row(
    guard,
    '《个人信息保护法》第十九条、《网络安全法》第二十一条',
    'Personal information law, Art. 19; Cybersecurity law, Art. 21',
  ),
};

export function withBasis(forms: readonly MandatoryForm[], today: Day): FormRow[] {
  return forms
    .filter((form) => form.fields.length > 0)
    .map((form) => {
      const given = fieldBases[form.key] ?? null;
      return { ...form, given, state: given === null ? 'none' : given.until < today ? 'over' : 'good' };
    });
}
