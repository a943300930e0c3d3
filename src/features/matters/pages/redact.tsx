// A copy for third parties: boxes by percent over a net of lines, or drawn with the mouse where scripts run (island redact.js). The original stays as it is.
import { BackLink } from '#ui/back-link.tsx';
import { ErrorSummary } from '#ui/error-summary.tsx';
import { Form, HiddenCsrf, SubmitRow } from '#ui/form.tsx';
import type { FieldError } from '#ui/form-state.ts';
import { groupNumber, type Lang, pick } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';

const text = {
  zh: {
    title: '遮盖照片',
    back: '回到这件事',
    lead: '协办、村社区、物业等只看遮盖过的这一份；原件不变，他们打不开。请遮住人脸、门牌、车牌、电话和姓名。',
    photo: '要遮盖的照片，每格是 10%',
    boxes: '要涂黑的地方',
    hint: '从左上角量起，按百分比填；不用的行空着。',
    left: '左',
    top: '上',
    width: '宽',
    height: '高',
    row: (n: number) => `第 ${n} 块`,
    save: '涂黑并保存这一份',
    cancel: '先不做',
    copy: '别的单位现在看到的是这一份',
    copyAlt: '遮盖过的照片',
    saved: '已存好，请看一眼遮得对不对',
    again: '不对就在下面重新涂，新的一份会换下旧的。',
    drop: '去掉这一份（别的单位就看不到这张照片）',
    draw: '在照片上按住拖动就能画框；点一下框可以去掉。',
    undo: '去掉最后一块',
  },
  en: {
    title: 'Black out parts of a photo',
    back: 'Back to the matter',
    lead: 'Helpers, villages and property managers see this copy only. The original stays as it is, and they cannot open it. Cover faces, door and car numbers, phones and names.',
    photo: 'The photo; each square of the net is 10%',
    boxes: 'Parts to cover',
    hint: 'In percent, from the upper left corner. Leave unused rows empty.',
    left: 'Left',
    top: 'Top',
    width: 'Width',
    height: 'Height',
    row: (n: number) => `Part ${n}`,
    save: 'Black out and keep this copy',
    cancel: 'Not now',
    copy: 'This is what other units see now',
    copyAlt: 'the photo with parts blacked out',
    saved: 'Kept. Please see whether everything is covered',
    again: 'If not, do it again below; the new copy takes the place of the old.',
    drop: 'Take this copy away (other units then do not see the photo)',
    draw: 'Press and drag on the photo to draw a box; click a box to take it away.',
    undo: 'Take the last one away',
  },
} satisfies Record<Lang, unknown>;

export type BoxTyped = { left: string; top: string; width: string; height: string };
export const boxSides = ['left', 'top', 'width', 'height'] as const;

export type RedactView = {
  number: string;
  photoId: string;
  title: string;
  /** As typed. */
  boxes: readonly BoxTyped[];
  errors: readonly FieldError[];
  /** The copy there is now. */
  copyId: string | null;
  saved: boolean;
};

export function RedactPage({ frame, view }: { frame: StaffFrame; view: RedactView }) {
  const { lang } = frame;
  const t = pick(text, lang);
  const base = `/staff/matters/${view.number}`;
  const photo = `${base}/photos/${view.photoId}`;
  return (
    <StaffPage {...frame} title={`${t.title} · ${view.title}`} hasErrors={view.errors.length > 0} scripts={['redact.js']}>
      <BackLink lang={lang} href={base} label={t.back} />
      <p class="muted num">
        {groupNumber(view.number)} · {view.title}
      </p>
      <h1>{t.title}</h1>
      {view.saved ? (
        <Notice tone="success" title={t.saved}>
          <p>{t.again}</p>
        </Notice>
      ) : null}
      <ErrorSummary lang={lang} errors={view.errors} />
      <p>{t.lead}</p>
      {view.copyId ? (
        <section class="card">
          <h2>{t.copy}</h2>
          <img class="evidence" src={`${base}/photos/${view.copyId}`} alt={t.copyAlt} />
          <form action={`${photo}/redact/drop`} method="post">
            <HiddenCsrf token={frame.csrf} />
            <button class="btn" type="submit">
              {t.drop}
            </button>
          </form>
        </section>
      ) : null}
      <Form action={`${photo}/redact`} csrf={frame.csrf}>
        <div class="redact" data-redact={photo} data-draw={t.draw} data-undo={t.undo}>
          <img class="evidence" src={`${photo}?size=grid`} alt={t.photo} />
        </div>
        <fieldset class="boxes">
          <legend>{t.boxes}</legend>
          <p class="hint">{t.hint}</p>
          {view.boxes.map((box, i) => (
            <fieldset class="box">
              <legend>{t.row(i + 1)}</legend>
              {boxSides.map((side) => (
                <span>
                  <label for={`f-${side}${i}`}>{t[side]}</label>{' '}
                  <input
                    id={`f-${side}${i}`}
                    name={side}
                    value={box[side]}
                    inputmode="decimal"
                    autocomplete="off"
                    aria-label={`${t.row(i + 1)} ${t[side]} %`}
                    aria-invalid={view.errors.some((error) => error.name === `${side}${i}`) ? 'true' : undefined}
                  />
                </span>
              ))}
            </fieldset>
          ))}
        </fieldset>
        <SubmitRow label={t.save} cancel={{ href: base, label: t.cancel }} />
      </Form>
    </StaffPage>
  );
}
