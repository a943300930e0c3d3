// Suggestions on or off, what each does, and what the proposals were learnt from.
import { BackLink } from '#ui/back-link.tsx';
import { Checkboxes } from '#ui/choice.tsx';
import { Form, SubmitRow } from '#ui/form.tsx';
import { asGroup, type FormState } from '#ui/form-state.ts';
import { pick } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';

const text = {
  zh: {
    back: '后台设置',
    title: '建议的开关',
    lead: '机器只比字词、地名和时间，不看是谁反映的；只给建议，从不自己并件、归类、派单。关掉以后页面上不再出现，已有的事项不变。',
    on: '打开哪些',
    twins: '可能是同一件事：登记时、事项页和并件时提示像的事项；关掉后登记时改用简单的字词比较',
    routing: '类别和单位的建议：派单时给出可能的类别、把握和最起作用的字词',
    save: '保存',
    saved: '已保存，马上生效。',
    learnt: '派单建议从哪里来',
    notYet: '还没有学过，所以没有建议。请在服务器上运行 daodi routing train。',
    from: (at: string, many: number) => `${at}从本县 ${many} 条派单决定里学到的。`,
    right: (f1: string) => `交叉验证的宏平均 F1 是 ${f1}（1 为全对）。把握不到六成的不说。`,
    again: '要重新学，请在服务器上运行 daodi routing train；像的事项要全部重新比，运行 daodi similarity rebuild。',
  },
  en: {
    back: 'Settings',
    title: 'Suggestions on or off',
    lead: 'The machine compares words, names of places and time, never who raised it. It suggests and never merges, classifies or dispatches. Switched off, pages say nothing of it and matters stay as they are.',
    on: 'What is on',
    twins: 'Perhaps the same: hints at the desk, on the matter and when merging; switched off, the desk compares words in a simpler way',
    routing: 'Category and unit: at dispatch a likely category, how sure it is and the words that weighed most',
    save: 'Save',
    saved: 'Saved, and in force at once.',
    learnt: 'Where proposals come from',
    notYet: 'Nothing was learnt yet, so nothing is proposed. Run daodi routing train on the server.',
    from: (at: string, many: number) => `Learnt ${at} from ${many} dispatch decisions of this county.`,
    right: (f1: string) => `Macro F1 by cross-validation: ${f1} (1 is all right). Below a confidence of 60 % nothing is said.`,
    again: 'To learn anew, run daodi routing train on the server; to compare all matters anew, daodi similarity rebuild.',
  },
};

type Props = {
  frame: StaffFrame;
  form: FormState;
  saved: boolean;
  /** The newest model; `macroF1` null where there was too little to measure. */
  model: { madeAt: string; trainedOn: number; macroF1: number | null } | null;
};

export function SwitchesPage({ frame, form, saved, model }: Props) {
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <StaffPage {...frame} title={t.title} wide={false}>
      <BackLink lang={lang} href="/staff/admin" label={t.back} />
      <h1>{t.title}</h1>
      {saved ? <Notice tone="success" title={t.saved} /> : null}
      <p>{t.lead}</p>
      <Form action="/staff/suggestions" csrf={frame.csrf}>
        <Checkboxes
          {...asGroup(form, 'on')}
          lang={lang}
          label={t.on}
          options={[
            { value: 'twins', label: t.twins },
            { value: 'routing', label: t.routing },
          ]}
        />
        <SubmitRow label={t.save} />
      </Form>
      <section class="card" aria-labelledby="learnt">
        <h2 id="learnt">{t.learnt}</h2>
        {model === null ? (
          <p>{t.notYet}</p>
        ) : (
          <p>
            {t.from(model.madeAt, model.trainedOn)} {model.macroF1 === null ? '' : t.right(model.macroF1.toFixed(2))}
          </p>
        )}
        <p class="muted">{t.again}</p>
      </section>
    </StaffPage>
  );
}
