// /dev/ui: every shared part with sample data, in both languages and both frames, instead of a storybook. Looked at by people and by axe.
import { ActionList } from './action-list.tsx';
import { BackLink } from './back-link.tsx';
import { Checkboxes, Radios, Select } from './choice.tsx';
import { ConfirmBox } from './confirm-box.tsx';
import { Details, HowCounted } from './details.tsx';
import { type SampleMatter, sampleChart, sampleMatters, sampleNow, sampleNumber, sampleQr } from './dev-ui-sample.ts';
import { devText as text } from './dev-ui-text.ts';
import { Door } from './door.tsx';
import { EmptyState } from './empty-state.tsx';
import { Conflict, Fault, Forbidden, NotFound, TooMany } from './error-pages.tsx';
import { ErrorSummary } from './error-summary.tsx';
import { DateField, Field, FileField, TextArea } from './field.tsx';
import { Figure } from './figure.tsx';
import { Form, Hidden, HiddenValues, SubmitRow } from './form.tsx';
import { asField, asGroup, type FormState } from './form-state.ts';
import { BoardIcon, CardIcon, PhoneIcon, ProgressIcon, SpeakIcon } from './icons.tsx';
import { byDayWords, byInstantWords, cappedCount, groupNumber, instantShort, instantWords, type Lang, pick, shareWords } from './lang.ts';
import { Light, Tag } from './light.tsx';
import { Notice } from './notice.tsx';
import { PublicPage } from './page-public.tsx';
import { StaffPage } from './page-staff.tsx';
import { Pager } from './pager.tsx';
import { Piles } from './piles.tsx';
import { Quote } from './quote.tsx';
import { Slip } from './slip.tsx';
import { Steps } from './steps.tsx';
import { Story } from './story.tsx';
import { SummaryList } from './summary-list.tsx';
import { type Column, Table } from './table.tsx';

type DevUiProps = { lang: Lang; frame: 'public' | 'staff'; largeText?: boolean };
const form = (lang: Lang): FormState<'place' | 'words' | 'phone' | 'when' | 'unit' | 'kind' | 'ways' | 'photo'> => {
  const t = pick(text, lang);
  return {
    values: { words: t.said, phone: '000 0000 0000', unit: 'works', ways: ['0', '1'] },
    errors: [
      { name: 'place', message: t.errorPlace },
      { name: 'when', message: t.errorWhen },
      { name: 'kind', message: t.errorKind },
    ],
  };
};

/** The whole page, doctype included. */
export function DevUi({ lang, frame, largeText = false }: DevUiProps) {
  const t = pick(text, lang);
  const path = `/dev/ui?frame=${frame}`;
  const body = (
    <>
      <h1>
        {t.title} <Tag>{t.sample}</Tag>
      </h1>
      <p>
        <a href={`/dev/ui?frame=${frame === 'public' ? 'staff' : 'public'}&lang=${lang}`}>
          {frame === 'public' ? t.otherFrame : t.otherFrameStaff}
        </a>
      </p>
      {frame === 'public' ? <PublicParts lang={lang} /> : <StaffParts lang={lang} />}
      <FormParts lang={lang} />
      <MessageParts lang={lang} />
      <ErrorParts lang={lang} />
    </>
  );
  if (frame === 'public') {
    return (
      <PublicPage lang={lang} county={t.county} path={path} largeText={largeText} phone="0000-0000000" phoneHours={t.hours} title={t.title}>
        {body}
      </PublicPage>
    );
  }
  const nav = t.nav.map((label, i) => ({ href: `/dev/ui?frame=staff#${i}`, label, count: i === 3 ? 6 : undefined }));
  return (
    <StaffPage
      lang={lang}
      county={t.county}
      path={path}
      me={{ name: t.me, unitName: t.unit }}
      nav={nav}
      current={nav[0]?.href}
      csrf="sample"
      largeText={largeText}
      findAction="/dev/ui"
      phone="0000-0000000"
      title={t.title}
    >
      {body}
    </StaffPage>
  );
}

function PublicParts({ lang }: { lang: Lang }) {
  const t = pick(text, lang);
  return (
    <>
      <Door href="#say" label={t.say} icon={<SpeakIcon />} main>
        {t.sayWhy}
      </Door>
      <Door href="#progress" label={t.progress} icon={<ProgressIcon />}>
        {t.progressWhy}
      </Door>
      <Door href="#card" label={t.card} icon={<CardIcon />}>
        {t.cardWhy}
      </Door>
      <Door href="#board" label={t.board} icon={<BoardIcon />}>
        {t.boardWhy}
      </Door>
      <Door href="#call" label={t.call} icon={<PhoneIcon />}>
        {t.callWhy}
      </Door>
      <Steps lang={lang} steps={t.steps.map((label, i) => ({ label, state: i < 2 ? 'done' : i === 2 ? 'now' : 'todo' }))} />
      <Slip
        lang={lang}
        number={sampleNumber}
        promise={
          <>
            {t.promise}
            <b>{byDayWords('2026-12-02', '2026-11-23', lang)}</b>
          </>
        }
        qrSvg={sampleQr}
        facts={[
          { term: t.holder, value: t.holderIs },
          { term: t.tel, value: '0000-0000000' },
        ]}
      />
      <HowCounted lang={lang} lines={t.how} />
      <MatterStory lang={lang} />
      <Matters lang={lang} choose={false} />
    </>
  );
}

function StaffParts({ lang }: { lang: Lang }) {
  const t = pick(text, lang);
  const [reply = '', note = '', extend = '', acknowledge = ''] = t.acts;
  return (
    <>
      <Piles
        lang={lang}
        piles={t.piles.map(([label = '', hint = ''], i) => ({
          href: `#pile-${i}`,
          label,
          hint,
          count: [2, 7, 3, 5, 18][i] ?? 0,
          tone: i === 0 ? 'late' : i === 1 ? 'soon' : undefined,
          current: i === 1,
        }))}
      />
      <Form action="/dev/ui" csrf="sample">
        <Matters lang={lang} choose />
        <SubmitRow label={t.confirm} />
      </Form>
      <Pager lang={lang} shown={4} total={cappedCount(2000, 1000)} firstHref="#first" nextHref="#next" />
      <div class="cols">
        <div>
          <section class="card">
            <MatterStory lang={lang} />
          </section>
        </div>
        <section class="card">
          <SummaryList
            facts={[
              { term: t.owner, value: t.holderIs, change: { href: '#change', label: t.change, what: t.owner } },
              { term: t.due, value: byInstantWords('2026-11-23T09:00:00.000Z', sampleNow, lang) },
            ]}
          />
          <HowCounted lang={lang} lines={t.how} />
          <ActionList
            lang={lang}
            csrf="sample"
            actions={[
              { label: reply, href: '#reply', main: true },
              { label: note, href: '#note' },
              { label: extend, href: '#extend', why: t.actWhy },
              { label: acknowledge, post: '/dev/ui' },
              { label: t.object, not: t.objectWhy },
              { label: t.judge, not: t.judgeWhy },
            ]}
          />
        </section>
      </div>
      <Figure caption={t.figure} svg={sampleChart}>
        <Table
          lang={lang}
          caption={t.figure}
          hideCaption
          plain
          columns={[
            { head: t.month, kind: 'main', cell: ([month]) => month },
            { head: t.count, kind: 'num', cell: ([, count]) => count },
          ]}
          rows={t.months.map((month, i) => [month, [12, 15, 9, 4][i] ?? 0] as const)}
        />
      </Figure>
    </>
  );
}

function MatterStory({ lang }: { lang: Lang }) {
  const t = pick(text, lang);
  const [contact, ruling, objection, dispatch, next] = t.story;
  return (
    <>
      <Quote words={t.said}>
        {t.saidNote} · {instantWords('2026-11-23T00:40:00.000Z', sampleNow, lang)}
      </Quote>
      <Story
        lang={lang}
        now={sampleNow}
        events={[
          { what: next?.[1], mark: 'waiting' },
          { at: '2026-11-23T02:15:00.000Z', who: contact?.[0], what: contact?.[1], mark: 'now', words: t.reply },
          { at: '2026-11-23T01:20:00.000Z', who: ruling?.[0], what: ruling?.[1], stress: t.final },
          { at: '2026-11-23T00:58:00.000Z', who: objection?.[0], what: objection?.[1], note: t.clock, mark: 'late' },
          { at: '2026-11-22T09:00:00.000Z', who: dispatch?.[0], what: dispatch?.[1] },
        ]}
      />
    </>
  );
}

function Matters({ lang, choose }: { lang: Lang; choose: boolean }) {
  const t = pick(text, lang);
  const columns: Column<SampleMatter>[] = [
    {
      head: t.matter,
      kind: 'main',
      cell: (m) => (
        <>
          <a href="#matter">{m.title}</a>
          <span class="sub num">
            {groupNumber(m.number)} · {m.via} · {instantShort(m.at, sampleNow, lang)}
          </span>
        </>
      ),
    },
    { head: t.at, cell: (m) => m.place },
    {
      head: t.owner,
      cell: (m) => (
        <>
          {m.unit}
          <span class="sub">{m.owner}</span>
        </>
      ),
    },
    { head: t.due, labelled: false, sort: { href: '#sort', now: 'ascending' }, cell: (m) => <Light colour={m.light}>{m.due}</Light> },
    { head: t.state, cell: (m) => m.state },
    { head: t.days, kind: 'num', cell: (m) => m.days },
  ];
  return (
    <Table
      lang={lang}
      caption={t.list}
      columns={columns}
      rows={sampleMatters[lang]}
      {...(choose ? { choose: { name: 'pick', value: (m: SampleMatter) => m.number, what: (m: SampleMatter) => m.title } } : {})}
    />
  );
}

function FormParts({ lang }: { lang: Lang }) {
  const t = pick(text, lang);
  const f = form(lang);
  const options = (labels: readonly string[], hint?: string) =>
    labels.map((label, i) => ({ value: String(i), label, hint: i === 0 ? hint : undefined }));
  return (
    <section>
      <BackLink lang={lang} href="#back" />
      <ErrorSummary lang={lang} errors={f.errors} />
      <Form action="/dev/ui" csrf="sample" files>
        <HiddenValues form={f} names={['photo']} />
        <Field lang={lang} label={t.place} hint={t.placeHint} {...asField(f, 'place')} />
        <TextArea lang={lang} label={t.words} hint={t.wordsHint} limit={2000} {...asField(f, 'words')} />
        <Radios lang={lang} label={t.kind} options={options(t.kinds, t.kindHint)} {...asField(f, 'kind')} />
        <Checkboxes lang={lang} label={t.ways} options={options(t.wayOptions)} optional {...asGroup(f, 'ways')} />
        <Field lang={lang} label={t.phone} type="tel" inputmode="tel" autocomplete="tel" width="middle" optional {...asField(f, 'phone')} />
        <DateField lang={lang} label={t.when} {...asField(f, 'when')} />
        <Select
          lang={lang}
          label={t.unitField}
          options={[
            { value: 'works', label: t.holderIs, group: t.town },
            { value: 'civil', label: t.county, group: t.county1 },
          ]}
          {...asField(f, 'unit')}
        />
        <FileField
          lang={lang}
          label={t.photo}
          hint={t.photoHint}
          accept="image/*"
          multiple
          optional
          kept={[{ name: 'lamp.jpg', bytes: 850_000 }]}
          {...asField(f, 'photo')}
        />
        <SubmitRow label={t.send} cancel={{ href: '#cancel', label: t.cancel }} />
      </Form>
    </section>
  );
}

function MessageParts({ lang }: { lang: Lang }) {
  const t = pick(text, lang);
  return (
    <section>
      <Notice tone="success" title={t.saved}>
        <p>{t.savedBody}</p>
      </Notice>
      <Notice tone="info" title={t.info}>
        <p>{t.infoBody}</p>
      </Notice>
      <Notice tone="warning" title={t.warn}>
        <p>{t.warnBody}</p>
      </Notice>
      <Notice tone="stop" title={t.stop}>
        <p>{t.stopBody}</p>
      </Notice>
      <ConfirmBox lang={lang} question={t.ask} action="/dev/ui" csrf="sample" confirm={t.confirm} cancelHref="#cancel">
        <p>{t.askBody}</p>
      </ConfirmBox>
      <ConfirmBox lang={lang} question={t.erase} action="/dev/ui" csrf="sample" confirm={t.eraseConfirm} cancelHref="#cancel" danger />
      <EmptyState title={t.none}>
        <p>{t.noneBody}</p>
      </EmptyState>
      <p>
        {t.reach} <span class="num">{shareWords(12, 40, lang)}</span>
      </p>
      <Details summary={t.more}>
        <p>{t.moreBody}</p>
      </Details>
    </section>
  );
}

/** On their own pages each of these has the only first heading; here they follow one another. */
function ErrorParts({ lang }: { lang: Lang }) {
  const t = pick(text, lang);
  return (
    <section>
      <NotFound lang={lang} homeHref="/" />
      <Forbidden lang={lang} homeHref="/" />
      <Fault lang={lang} id="7c41e90a" />
      <TooMany lang={lang} waitMinutes={10} />
      <Conflict
        lang={lang}
        theirs={<Story lang={lang} now={sampleNow} events={[{ at: sampleNow, who: t.me, what: t.acts[1] }]} />}
        mine={[{ label: t.noteField, value: t.reply }]}
        lookHref="#look"
        action="/dev/ui"
        csrf="sample"
        hidden={<Hidden name="version" value="6" />}
      />
    </section>
  );
}
