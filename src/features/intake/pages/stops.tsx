// Two screens that stop: somebody may be in danger (call first, P06), or a state secret must not be kept here (must-not 12).

import { BackLink } from '#ui/back-link.tsx';
import { HiddenCsrf } from '#ui/form.tsx';
import { type Lang, pick } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type PublicFrame, PublicPage } from '#ui/page-public.tsx';

const text = {
  zh: {
    emergency: '先打电话',
    emergencyWhy: (words: string) => `您写了“${words}”。如果有人正有危险，打电话最快，不用等这里登记。`,
    called: '我已经打了电话，接着填',
    not: '不是紧急情况，接着填',
    kept: '您写的都还在，还没有交。',
    call: { '110': '报警', '119': '火警、燃气、救援', '120': '急救', '122': '交通事故' },
    others: '别的紧急电话',
    secrecy: '没有保存',
    because: '因为里面有：',
    rewrite: '回去改写',
    rewriteHint: '按浏览器的“返回”，您写的还在框里，只存在您的手机上。',
  },
  en: {
    emergency: 'Call first',
    emergencyWhy: (words: string) => `You wrote "${words}". If somebody is in danger now, a call is fastest; do not wait for this form.`,
    called: 'I have called; go on',
    not: 'It is no emergency; go on',
    kept: 'What you wrote is still here and not sent yet.',
    call: { '110': 'Police', '119': 'Fire, gas, rescue', '120': 'Ambulance', '122': 'Traffic accident' },
    others: 'Other emergency numbers',
    secrecy: 'Nothing was saved',
    because: 'Because it holds: ',
    rewrite: 'Go back and rewrite',
    rewriteHint: 'Use the back button of your browser: your words are still in the box, on your phone only.',
  },
} satisfies Record<Lang, unknown>;

const numbers = ['110', '119', '120', '122'] as const;
type Call = (typeof numbers)[number];

export function EmergencyPage({
  frame,
  csrf,
  action,
  calls,
  words,
  back,
}: {
  frame: PublicFrame;
  csrf: string;
  action: string;
  calls: readonly Call[];
  words: readonly string[];
  back: string;
}) {
  const t = pick(text, frame.lang);
  const dial = (call: Call, main: boolean) => (
    <a class={main ? 'door is-main' : 'door'} href={`tel:${call}`}>
      <span class="door-words">
        <b>{call}</b>
        <span>{t.call[call]}</span>
      </span>
    </a>
  );
  return (
    <PublicPage {...frame} title={t.emergency}>
      <BackLink lang={frame.lang} href={back} />
      <h1>{t.emergency}</h1>
      <Notice tone="stop" title={t.emergencyWhy(words.join('、'))}>
        <p>{t.kept}</p>
      </Notice>
      {calls.map((call) => dial(call, true))}
      <form action={action} method="post">
        <HiddenCsrf token={csrf} />
        <div class="submit-row">
          <button class="btn" type="submit" name="emergency" value="called">
            {t.called}
          </button>
          <button class="btn" type="submit" name="emergency" value="not">
            {t.not}
          </button>
        </div>
      </form>
      <h2>{t.others}</h2>
      {numbers.filter((call) => !calls.includes(call)).map((call) => dial(call, false))}
    </PublicPage>
  );
}

export function SecrecyPage({
  frame,
  words,
  notice,
  back,
}: {
  frame: PublicFrame;
  words: readonly string[];
  notice: string;
  back: string;
}) {
  const t = pick(text, frame.lang);
  return (
    <PublicPage {...frame} title={t.secrecy} hasErrors>
      <h1>{t.secrecy}</h1>
      <Notice tone="stop" title={notice}>
        <p>
          {t.because}
          {words.slice(0, 3).join('、').slice(0, 120)}
        </p>
      </Notice>
      <p>{t.rewriteHint}</p>
      <p>
        <a class="btn" href={back}>
          {t.rewrite}
        </a>
      </p>
    </PublicPage>
  );
}
