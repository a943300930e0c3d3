// The sheet for a paper round: number, title, QR code, boxes to tick, a line to sign. Nothing else about the matter leaves the office.
import type { Instant } from '#core/time/day.ts';
import { BackLink } from '#ui/back-link.tsx';
import { groupNumber, instantWords, type Lang, pick } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { QR } from '#ui/qr.tsx';
import { levelOrder, levelWords, solvedOrder, solvedWords } from '../words.ts';

const text = {
  zh: {
    title: '上门评价单',
    back: '回访列表',
    how: '用浏览器打印本页，一张 A4 印三件。左边勾选后签字带回来，右边沿虚线撕下留给本人；本人扫码自己评也行。签字带回来的，在“回访”里按编号录入，并拍照留凭据。',
    tearOff: '撕下留存',
    none: '没有可以打印的事项',
    left: '没有打印的',
    scan: '扫码自己评价',
    qr: '评价页面的二维码',
    until: (at: string) => `二维码 ${at} 前有效，只能评一次，三天内可改。`,
    call: '不会扫码就打电话报编号：',
    solved: '这件事办好了吗',
    level: '满意吗',
    words: '还想说的话',
    sign: '本人签字：＿＿＿＿＿＿＿＿　日期：＿＿＿＿＿＿',
    box: '□',
    own: '评价由本人作出；选“没办好”按原编号重新办。',
  },
  en: {
    title: 'Slips for a round',
    back: 'Call-backs',
    how: 'Print this page: three slips on a sheet of A4. The left part is ticked, signed and brought back; the right part is torn off and stays with the raiser, who may also scan the code. What was signed is entered under "Call-backs" by its number, with a photo as proof.',
    tearOff: 'Tear off and keep',
    none: 'Nothing can be printed',
    left: 'Left out',
    scan: 'Scan to judge yourself',
    qr: 'QR code of the verdict page',
    until: (at: string) => `The code works until ${at}, judges once and may be changed for three days.`,
    call: 'No scanner? Call and give the number: ',
    solved: 'Was it done',
    level: 'Satisfied',
    words: 'Anything else',
    sign: 'Signed by the raiser: ______________  Date: __________',
    box: '□',
    own: 'The verdict is the raiser\'s own; a "no" is taken up again under the same number.',
  },
} satisfies Record<Lang, unknown>;

type RoundSheetProps = {
  frame: StaffFrame;
  slips: readonly { number: string; title: string; qrSvg: string; expiresAt: Instant }[];
  left: readonly { number: string; why: string }[];
  now: Instant;
};

export function RoundSheetPage({ frame, slips, left, now }: RoundSheetProps) {
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <StaffPage {...frame} current="/staff/callbacks" title={t.title} wide={false}>
      <BackLink lang={lang} href="/staff/callbacks" label={t.back} />
      <h1 class="no-print">{t.title}</h1>
      {slips.length > 0 ? <p class="no-print">{t.how}</p> : <Notice tone="warning" title={t.none} />}
      {left.length > 0 ? (
        <div class="no-print">
          <h2>{t.left}</h2>
          <ul>
            {left.map((one) => (
              <li>
                <span class="num">{groupNumber(one.number)}</span> {one.why}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {slips.map((slip) => (
        <section class="slip round-slip">
          <div class="round-main">
            <h2>{slip.title}</h2>
            <p class="number num">{groupNumber(slip.number)}</p>
            <p>
              <b>{t.solved}</b>
              <br />
              {solvedOrder.map((value) => `${t.box} ${solvedWords[value][lang]}　`).join('')}
            </p>
            <p>
              <b>{t.level}</b>
              <br />
              {levelOrder.map((value) => `${t.box} ${levelWords[value][lang]}　`).join('')}
            </p>
            <p>
              <b>{t.words}</b>
              <span class="write-line" />
            </p>
            <p>{t.sign}</p>
            <p class="small muted">{t.own}</p>
          </div>
          <div class="round-tear-off">
            <p>
              <b>{t.tearOff}</b>
            </p>
            <QR svg={slip.qrSvg} label={`${t.qr} ${slip.number}`} caption={t.scan} />
            <p class="num">{groupNumber(slip.number)}</p>
            <p class="small">{t.until(instantWords(slip.expiresAt, now, lang))}</p>
            {frame.phone ? (
              <p class="small">
                {t.call}
                <b class="nowrap">{frame.phone}</b>
              </p>
            ) : null}
          </div>
        </section>
      ))}
    </StaffPage>
  );
}
