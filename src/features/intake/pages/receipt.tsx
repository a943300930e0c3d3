// The receipt: what the raiser takes along, on the screen or on paper. Number, code, promise, who holds it, and what comes next.
import { HowCounted } from '#ui/details.tsx';
import { groupNumber, type Lang, pick } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type PublicFrame, PublicPage } from '#ui/page-public.tsx';
import { Slip } from '#ui/slip.tsx';

const text = {
  zh: {
    title: '回执',
    done: '收到了',
    doneMore: '请记下编号和查询码，或者截图、拍照、打印这一页。',
    again: '这件事先前已经交过，这是它的回执，没有重复登记。',
    holder: '现在在谁手上',
    received: '收到时间',
    code: '查询码',
    proof: '防改校验码',
    phone: '受理电话',
    promise: (due: string) => `最迟 ${due}给您答复。`,
    progress: '查进度',
    other: '再说一件',
    home: '回首页',
    print: '打印：用浏览器的“打印”，只印回执。',
    check: '核对这张回执',
    next: '接下来',
    steps: (dispatch: string) => [
      `受理台在 ${dispatch}派给承办单位。`,
      '承办单位先联系您，再去办。',
      '答复以后请您评价：办好了、没全办好、没办好，您说了算。',
      '说“没办好”，就用这个编号重新办。',
    ],
    noPhone: '您没有留电话：以后只能凭编号和查询码查进度、作评价，请一定记下。',
    ended: (state: string) => `这件事现在：${state}。`,
    handed: '已转紧急电话处理，不在这里排队。',
  },
  en: {
    title: 'Receipt',
    done: 'Received',
    doneMore: 'Please note the number and the code, or keep a picture or a print of this page.',
    again: 'This was sent before; here is its receipt. It was not registered twice.',
    holder: 'Who holds it now',
    received: 'Received',
    code: 'Code',
    proof: 'Proof',
    phone: 'Phone of the desk',
    promise: (due: string) => `You get an answer ${due}.`,
    progress: 'Check progress',
    other: 'Raise another',
    home: 'First page',
    print: 'To print, use "Print" of your browser; only the receipt is printed.',
    check: 'Check this receipt',
    next: 'What comes next',
    steps: (dispatch: string) => [
      `The desk gives it to the unit in charge ${dispatch}.`,
      'That unit contacts you before it starts.',
      'After the answer you judge: done, partly done or not done. That is yours to say.',
      'If you say "not done", it is taken up again under the same number.',
    ],
    noPhone: 'You left no phone: number and code are the only way to follow and judge it. Please keep them.',
    ended: (state: string) => `It stands now: ${state}.`,
    handed: 'Handed over to the emergency service; it does not wait here.',
  },
} satisfies Record<Lang, unknown>;

export type ReceiptView = {
  number: string;
  code: string;
  proof: string;
  due: string;
  explained: readonly string[];
  dispatchBy: string;
  receivedAt: string;
  holder: string;
  hasContact: boolean;
  handed: boolean;
  qrSvg: string;
  progressHref: string;
  proofHref: string;
};

/** The slip alone; the staff desk prints the same one. */
export function ReceiptSlip({ lang, receipt, phone }: { lang: Lang; receipt: ReceiptView; phone: string }) {
  const t = pick(text, lang);
  return (
    <Slip
      lang={lang}
      number={receipt.number}
      promise={receipt.handed ? t.handed : t.promise(receipt.due)}
      qrSvg={receipt.qrSvg}
      facts={[
        { term: t.code, value: <b class="num">{receipt.code}</b> },
        { term: t.holder, value: receipt.holder },
        { term: t.received, value: receipt.receivedAt },
        { term: t.proof, value: <span class="num">{receipt.proof}</span> },
        { term: t.phone, value: phone },
      ]}
    >
      {receipt.hasContact ? null : <p>{t.noPhone}</p>}
    </Slip>
  );
}

export function ReceiptPage({ frame, receipt, again }: { frame: PublicFrame; receipt: ReceiptView; again: boolean }) {
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <PublicPage {...frame} title={`${t.title} ${groupNumber(receipt.number)}`}>
      <h1 class="no-print">{t.done}</h1>
      <div class="no-print">{again ? <Notice tone="info" title={t.again} /> : <Notice tone="success" title={t.doneMore} />}</div>
      <ReceiptSlip lang={lang} receipt={receipt} phone={frame.phone} />
      <div class="no-print">
        <HowCounted lang={lang} lines={receipt.explained} />
        <h2>{t.next}</h2>
        <ol>
          {t.steps(receipt.dispatchBy).map((step) => (
            <li>{step}</li>
          ))}
        </ol>
        <div class="submit-row">
          <a class="btn primary" href={receipt.progressHref}>
            {t.progress}
          </a>
          <a class="btn" href="/say">
            {t.other}
          </a>
          <a class="btn plain" href={receipt.proofHref}>
            {t.check}
          </a>
        </div>
        <p class="muted">{t.print}</p>
      </div>
    </PublicPage>
  );
}
