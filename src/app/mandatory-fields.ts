// Every field that somebody must fill in, read off the forms themselves (X8.1): action forms by their description, checks by what they miss when nothing is given.
import { dayOf, type Instant } from '#core/time/day.ts';
import type { MandatoryForm } from '#features/burden/staff.tsx';
import { requiredFields as requestFields } from '#features/data-requests/index.ts';
import { requiredOfConcern, type TakingIn } from '#features/intake/index.ts';
import { requiredOfLimit } from '#features/limits/index.ts';
import { actionWords } from '#features/matters/index.ts';
import { forms } from '#features/matters/staff-forms.ts';
import { requiredOfAsk } from '#features/relay/index.ts';
import { requiredOfRule } from '#features/retention/index.ts';

type Twin = { zh: string; en: string };
const twin = (zh: string, en: string): Twin => ({ zh, en });

const concernTitles: Record<TakingIn, Twin> = {
  say: twin('我要说事', 'Raise a concern'),
  contact: twin('我要说事（要求回电时）', 'Raise a concern (to be called back)'),
  proxy: twin('代为提出', 'Raised by proxy'),
  accusation: twin('举报', 'Accusation'),
};
const labels: Record<string, Twin> = {
  text: twin('要说的事', 'the concern'),
  phone: twin('电话或住址', 'phone or address'),
  consent: twin('本人同意的说明', 'how consent was given'),
  accusedUnit: twin('被举报的单位', 'the unit accused'),
  title: twin('要什么数据', 'which data'),
  purpose: twin('用来做什么', 'what for'),
  basis: twin('依据', 'basis'),
  fields: twin('要哪些项', 'which fields'),
  frequency: twin('多久一次', 'how often'),
  askedOf: twin('向谁要', 'of whom'),
  expiresOn: twin('截止日期', 'last day'),
  value: twin('时限', 'limit'),
  unit: twin('单位', 'unit'),
  closingTime: twin('截止时刻', 'closing time'),
  trust: twin('依据有多可靠', 'how sure the source is'),
  validFrom: twin('从哪天起', 'from which day'),
  reason: twin('理由', 'reason'),
  what: twin('内容', 'what'),
  kind: twin('事项类型', 'kind'),
  confidentiality: twin('密级', 'confidentiality'),
};
const relayLabels: Record<ReturnType<typeof requiredOfAsk>[number], Twin> = {
  kind: twin('要热线做什么', 'what the hotline should do'),
  words: twin('为什么事', 'what it is about'),
  when: twin('什么时候方便', 'when it suits'),
};
const named = (names: readonly string[]): Twin[] => names.map((name) => labels[name] ?? twin(name, name));

export function mandatoryForms(now: Instant): MandatoryForm[] {
  const today = dayOf(now);
  const taking = requiredOfConcern(now);
  return [
    ...(Object.keys(taking) as TakingIn[]).map((key) => ({ key: `intake.${key}`, title: concernTitles[key], fields: named(taking[key]) })),
    ...Object.entries(forms).map(([key, form]) => ({
      key,
      title: actionWords[key as keyof typeof forms].name,
      fields: Object.values(form.fields)
        .filter((field) => !field.optional && field.kind !== 'tick' && field.kind !== 'photos')
        .map((field) => field.label),
    })),
    { key: 'data-requests', title: twin('登记向基层要数据', 'Register a data request'), fields: named(requestFields(today)) },
    { key: 'limits', title: twin('改时限', 'Change a limit'), fields: named(requiredOfLimit(today)) },
    {
      key: 'relay',
      title: twin('请热线转接', 'Ask the hotline to reach the raiser'),
      fields: requiredOfAsk().map((name) => relayLabels[name]),
    },
    { key: 'retention', title: twin('定保存期限', 'Set a period of keeping'), fields: named(requiredOfRule(today)) },
  ];
}
