// /dev/ui: every shared part with sample data, in both languages and both frames, instead of a storybook. Looked at by people and by axe.
import { ActionList } from './action-list.tsx';
import { BackLink } from './back-link.tsx';
import { Checkboxes, Radios, Select } from './choice.tsx';
import { ConfirmBox } from './confirm-box.tsx';
import { Details, HowCounted } from './details.tsx';
import { type SampleMatter, sampleChart, sampleMatters, sampleNow, sampleNumber, sampleQr } from './dev-ui-sample.ts';
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

const text = {
  zh: {
    title: '共用部件',
    county: '示例县',
    hours: '工作日 8:30–17:30',
    unit: '示例镇',
    me: '王示例',
    otherFrame: '换成工作人员的页面',
    otherFrameStaff: '换成群众的页面',
    nav: ['工作台', '台账', '登记', '回访', '裁定', '导入', '单位'],
    say: '我要说事',
    sayWhy: '三步就好，不用注册。不想留名字也可以。',
    progress: '查进度',
    progressWhy: '看看到谁手上了、哪天答复，满意不满意您说了算。',
    card: '政策明白卡',
    cardWhy: '能不能办、能得多少、带什么、找谁，一张卡说清。',
    board: '公示栏',
    boardWhy: '解决了的、没解决的，都在这里。',
    call: '打电话说',
    callWhy: '我们替您写下来。',
    errorPlace: '请写在哪里，比如“示例村三组”',
    errorWhen: '请写一个今天以后的日子',
    errorKind: '请选一项',
    place: '在哪里？',
    placeHint: '写村、组、小区或路名就行',
    words: '想说什么事？',
    wordsHint: '怎么说就怎么写',
    phone: '电话',
    when: '哪天方便？',
    unitField: '承办单位',
    county1: '县直部门',
    town: '乡镇',
    kind: '这是哪一类事？',
    kinds: ['求助', '投诉', '建议'],
    kindHint: '自己或家里遇到难处',
    ways: '怎么告诉您结果？',
    wayOptions: ['短信', '打电话', '上门'],
    photo: '照片',
    photoHint: '最多 3 张，位置信息会去掉',
    send: '交上去',
    cancel: '不交了',
    change: '改',
    saved: '已存好',
    savedBody: '您可以关掉这一页，编号已经发到您的手机。',
    warn: '这个期限是暂定的',
    warnBody: '明年的放假安排还没有公布，公布后会重新算，两个日期都会留着。',
    stop: '煤气味、着火、有人受伤，请先打 119 或 120',
    stopBody: '这里不是急救电话。',
    info: '可能有人已经说过这件事',
    infoBody: '您可以接着写，两位的评价都算数。',
    ask: '把 4 件派给村镇建设办？',
    askBody: '派出后时限开始算。',
    confirm: '派单',
    erase: '终止这一件？',
    eraseConfirm: '申请终止',
    said: '示例小区3栋门口的路灯坏了快两个星期了，\n晚上老人出来摔了一跤。',
    saidNote: '不可改动，摘要另记',
    story: [
      ['李示例（村镇建设办）', '第一次联系反映人，约定下午现场看。'],
      ['裁定', '属职责清单第 47 项，由村镇建设办承办。'],
      ['村镇建设办', '提出异议：应属物业。'],
      ['示例县热线', '派单给村镇建设办。'],
      ['', '答复您，由您评价'],
    ],
    final: '不得再退',
    clock: '时限照常计算',
    reply: '路灯已换好，今晚八点您再看看。',
    promise: '最迟答复您：',
    holder: '现在在谁手上',
    holderIs: '示例镇 村镇建设办 李示例',
    tel: '可以打',
    steps: ['已登记', '已派单', '办理中', '等您评价'],
    how: ['类别：照明，24 小时内反馈', '从派单 11 月 22 日 17:00 起算，节假日不停', '县里预设，第 3 版'],
    more: '为什么要留电话',
    moreBody: '只用来告诉您结果。',
    figure: '路灯失修，近 4 个月（件）',
    month: '月份',
    count: '件数',
    months: ['8 月', '9 月', '10 月', '11 月'],
    piles: [
      ['已超期', '最久 3 个工作日'],
      ['3 个工作日内到期', '今天到期 1 件'],
      ['退回重办', '反映人说没办好'],
      ['等派单', '最早 09:12'],
      ['等反映人评价', '6 件待回访'],
    ],
    list: '快到期的事项',
    matter: '事项',
    at: '地点',
    owner: '承办',
    due: '到期',
    state: '状态',
    days: '天数',
    noteField: '写的话',
    none: '这里现在没有事项',
    noneBody: '换个条件再找，或者看全部。',
    sample: '示例',
    reach: '见到的',
    acts: ['答复', '记进展', '申请延期', '签收'],
    actWhy: '还剩 1 次',
    object: '提异议',
    objectWhy: '已经裁定，裁定就是最后结果',
    judge: '评价',
    judgeWhy: '只能由反映人作出',
  },
  en: {
    title: 'Shared parts',
    county: 'Sample County',
    hours: 'working days 8:30–17:30',
    unit: 'Sample Town',
    me: 'Wang Sample',
    otherFrame: 'Show the staff frame',
    otherFrameStaff: 'Show the public frame',
    nav: ['Workbench', 'Ledger', 'Intake', 'Call-backs', 'Rulings', 'Import', 'Units'],
    say: 'Raise a concern',
    sayWhy: 'Three steps, no account. You need not give your name.',
    progress: 'Check progress',
    progressWhy: 'Who holds it, which day you get an answer; whether it was done well is yours to say.',
    card: 'Policy cards',
    cardWhy: 'Who can get it, how much, what to bring, whom to ask, on one card.',
    board: 'Public board',
    boardWhy: 'What was solved and what was not.',
    call: 'Tell us by phone',
    callWhy: 'We write it down for you.',
    errorPlace: 'Tell us where, for example “Sample Village, group 3”',
    errorWhen: 'Give a day after today',
    errorKind: 'Choose one',
    place: 'Where is it?',
    placeHint: 'Village, group, estate or street is enough',
    words: 'What is it about?',
    wordsHint: 'Write it the way you would say it',
    phone: 'Phone',
    when: 'Which day suits you?',
    unitField: 'Unit in charge',
    county1: 'County departments',
    town: 'Townships',
    kind: 'What kind of thing is it?',
    kinds: ['Help', 'Complaint', 'Idea'],
    kindHint: 'You or your family are in difficulty',
    ways: 'How shall we tell you?',
    wayOptions: ['Text message', 'Phone call', 'Visit'],
    photo: 'Photos',
    photoHint: 'Three at most; the position is removed',
    send: 'Send',
    cancel: 'Do not send',
    change: 'Change',
    saved: 'Saved',
    savedBody: 'You may close this page; the number was sent to your phone.',
    warn: 'This date is provisional',
    warnBody: 'Next year’s holidays are not published yet. It will be counted again, and both dates kept.',
    stop: 'Smell of gas, fire, someone hurt: call 119 or 120 first',
    stopBody: 'This is not an emergency line.',
    info: 'Someone may have raised this already',
    infoBody: 'Go on if you like: both verdicts count.',
    ask: 'Dispatch 4 matters to Village Works?',
    askBody: 'The time limit starts to run.',
    confirm: 'Dispatch',
    erase: 'End this matter?',
    eraseConfirm: 'Ask to end it',
    said: 'The lamp in front of Sample Court 3 has been out for two weeks.\nAn old man fell in the dark.',
    saidNote: 'Cannot be changed; the summary is kept apart',
    story: [
      ['Li Sample (Village Works)', 'first spoke with the raiser; they meet on site this afternoon.'],
      ['Ruling', 'item 47 of the duty list; Village Works takes it.'],
      ['Village Works', 'objected: the estate’s own manager should do it.'],
      ['Sample County hotline', 'dispatched to Village Works.'],
      ['', 'an answer to you, and your verdict'],
    ],
    final: 'may not be returned again',
    clock: 'the time limit keeps running',
    reply: 'The lamp is replaced. Please look again tonight at eight.',
    promise: 'You will have an answer ',
    holder: 'Who holds it now',
    holderIs: 'Sample Town, Village Works, Li Sample',
    tel: 'You may call',
    steps: ['Received', 'Sent on', 'In hand', 'Verdict'],
    how: [
      'Class: lighting, feedback within 24 hours',
      'Counted from dispatch on 22 November 17:00, holidays included',
      'Preset of the county, version 3',
    ],
    more: 'Why a phone number',
    moreBody: 'Only to tell you the outcome.',
    figure: 'Street lamps out, last 4 months (matters)',
    month: 'Month',
    count: 'Matters',
    months: ['August', 'September', 'October', 'November'],
    piles: [
      ['Overdue', 'longest 3 working days'],
      ['Due in 3 working days', '1 due today'],
      ['Sent back', 'the raiser says not done'],
      ['To be dispatched', 'earliest 09:12'],
      ['Waiting for the verdict', '6 to call back'],
    ],
    list: 'Matters due soon',
    matter: 'Matter',
    at: 'Place',
    owner: 'In charge',
    due: 'Due',
    state: 'State',
    days: 'Days',
    noteField: 'Words',
    none: 'Nothing here now',
    noneBody: 'Try other words, or see all.',
    sample: 'sample',
    reach: 'reached',
    acts: ['Reply', 'Note progress', 'Ask for an extension', 'Acknowledge'],
    actWhy: '1 left',
    object: 'object',
    objectWhy: 'a ruling has been given, and it is final',
    judge: 'judge',
    judgeWhy: 'only the raiser can',
  },
};

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
