// What the desk sees when a concern is registered: the slip to print, what was joined, and the way on.
import { groupNumber, type Lang, pick } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { ReceiptSlip, type ReceiptView } from './receipt.tsx';

const text = {
  zh: {
    done: '登记好了',
    again: '这张表先前已经登记过，这是它的回执。',
    next: '登记下一件',
    open: '打开这件',
    print: '用浏览器的“打印”印回执。',
    after: '登记好了，但有一步没办成',
    joined: (n: string) => `已并入 ${groupNumber(n)}，反映人仍单独评价。`,
  },
  en: {
    done: 'Registered',
    again: 'This form was registered before; here is its receipt.',
    next: 'Register another',
    open: 'Open this one',
    print: 'Print the receipt with "Print" of your browser.',
    after: 'Registered, but one step failed',
    joined: (n: string) => `Joined to ${groupNumber(n)}; its raiser still judges it alone.`,
  },
} satisfies Record<Lang, unknown>;

export function DeskReceiptPage({
  frame,
  receipt,
  phone,
  again,
  after,
  joined,
}: {
  frame: StaffFrame;
  receipt: ReceiptView;
  phone: string;
  again: boolean;
  after: string;
  joined: string;
}) {
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <StaffPage {...frame} title={t.done} wide={false}>
      <h1 class="no-print">{t.done}</h1>
      <div class="no-print">
        {again ? <Notice tone="info" title={t.again} /> : null}
        {after ? (
          <Notice tone="warning" title={t.after}>
            <p>{after}</p>
          </Notice>
        ) : null}
        {joined ? <Notice tone="success" title={t.joined(joined)} /> : null}
      </div>
      <ReceiptSlip lang={lang} receipt={receipt} phone={phone} />
      <div class="submit-row">
        <a class="btn primary" href="/staff/intake">
          {t.next}
        </a>
        <a class="btn" href={`/staff/matters/${receipt.number}`}>
          {t.open}
        </a>
      </div>
      <p class="muted no-print">{t.print}</p>
    </StaffPage>
  );
}
