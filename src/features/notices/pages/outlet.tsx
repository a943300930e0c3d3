// One outlet: whether it works (test it), whether it is on, how it is set, and what it could not deliver. Secrets go in and never come out.
import type { Instant } from '#core/time/day.ts';
import { BackLink } from '#ui/back-link.tsx';
import { Details } from '#ui/details.tsx';
import { ErrorSummary } from '#ui/error-summary.tsx';
import { Field } from '#ui/field.tsx';
import { Form, SubmitRow } from '#ui/form.tsx';
import { instantShort, pick } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { StaffPage } from '#ui/page-staff.tsx';
import { SummaryList } from '#ui/summary-list.tsx';
import { Dead, Queue } from './outlet-messages.tsx';
import { Settings } from './outlet-settings.tsx';
import type { OutletPageProps, Standing as StandingProps } from './outlet-view.ts';
import { text } from './outlet-words.ts';
import { outletKinds } from './outlets.tsx';

export type { OutletMessage, OutletPageProps } from './outlet-view.ts';

export function OutletPage(props: OutletPageProps) {
  const { frame, kind, outlet, form, said, refused, test } = props;
  const { lang } = frame;
  const t = pick(text, lang);
  const title = outlet?.name ?? t.add(outletKinds[kind][lang]);
  return (
    <StaffPage {...frame} current="/staff/outlets" title={title} hasErrors={form.errors.length > 0} wide={false}>
      <BackLink lang={lang} href="/staff/outlets" label={t.back} />
      <ErrorSummary lang={lang} errors={form.errors} />
      {said ? <Notice tone="success" title={t.said[said]} /> : null}
      {refused ? <Notice tone="warning" title={refused} /> : null}
      {test ? (
        <Notice tone={test.ok ? 'success' : 'stop'} title={test.ok ? t.testOk : t.testFailed}>
          {test.words ? <p>{test.words}</p> : null}
        </Notice>
      ) : null}
      <h1>{title}</h1>
      {outlet ? <Standing {...props} outlet={outlet} /> : null}
      {props.dead.length > 0 && outlet ? <Dead {...props} outlet={outlet} /> : null}
      <section class="card">
        <h2>{t.settings}</h2>
        <Settings {...props} />
      </section>
      {outlet ? <Queue {...props} /> : null}
      {outlet ? (
        <Details summary={t.remove}>
          <p>{t.removeWhy}</p>
          <Form action={`/staff/outlets/${outlet.id}/remove`} csrf={frame.csrf}>
            <SubmitRow label={t.remove} danger />
          </Form>
        </Details>
      ) : null}
    </StaffPage>
  );
}

function Standing({ frame, kind, outlet, now, testTo }: StandingProps) {
  const { lang, csrf } = frame;
  const t = pick(text, lang);
  const here = `/staff/outlets/${outlet.id}`;
  const when = (at: Instant | null) => (at ? instantShort(at, now, lang) : t.never);
  return (
    <section class="card">
      <SummaryList
        facts={[
          { term: t.state, value: outlet.isOn ? t.on : t.off },
          { term: t.leads, value: `${outletKinds[kind][lang]} · ${outlet.host}` },
          { term: t.lastOk, value: when(outlet.lastOkAt) },
          {
            term: t.lastFailed,
            value: (
              <>
                {when(outlet.lastFailedAt)} {outlet.lastWhy}
              </>
            ),
          },
          ...(outlet.restUntil && outlet.restUntil > now ? [{ term: t.resting, value: when(outlet.restUntil) }] : []),
        ]}
      />
      <Form action={`${here}/${outlet.isOn ? 'off' : 'on'}`} csrf={csrf}>
        {outlet.isOn ? (
          <button type="submit" class="btn">
            {t.turnOff}
          </button>
        ) : (
          <SubmitRow label={t.turnOn} />
        )}
      </Form>
      {outlet.isOn ? <p class="muted">{t.offWhy}</p> : null}
      <h2>{t.test}</h2>
      <p class="muted">{t.testWhy}</p>
      <Form action={`${here}/test`} csrf={csrf}>
        {kind === 'email' ? <Field lang={lang} name="testTo" type="email" label={t.testTo} value={testTo} width="middle" /> : null}
        <p>
          <button type="submit" class="btn">
            {t.testDo}
          </button>
        </p>
      </Form>
    </section>
  );
}
