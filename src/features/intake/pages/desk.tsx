// The desk: one dense page for phone, letter, visit and proxy. What was typed stays on every answer; duplicates stand beside the form, never in its way.
import { Radios, Select, type SelectOption } from '#ui/choice.tsx';
import { Details } from '#ui/details.tsx';
import { ForgetDraft, KeptLine, RestoredDraft } from '#ui/draft.tsx';
import { ErrorSummary } from '#ui/error-summary.tsx';
import { DateField, Field, FileField, TextArea } from '#ui/field.tsx';
import { Form, Hidden, SubmitRow } from '#ui/form.tsx';
import { asField, errorOf, type FormState } from '#ui/form-state.ts';
import { groupNumber, type Lang, pick } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import type { ConcernField } from '../rules.ts';

export type DeskField =
  | ConcernField
  | 'channel'
  | 'receivedOn'
  | 'needs'
  | 'instantText'
  | 'instantBasis'
  | 'emergency'
  | 'emergencyService'
  | 'emergencyReference'
  | 'joinTo';
export type DeskForm = FormState<DeskField>;
export type DeskDraft = { key: string; at: string; words: string };
export type DeskHint = { number: string; title: string; why: string; holder: string };

const text = {
  zh: {
    title: '登记诉求',
    door: '从哪里来',
    channels: { phone: '电话', letter: '来信', visit: '来访', proxy: '代填（替人反映）' },
    received: '收到日期',
    receivedHint: '来信等不是今天收到的才填',
    kind: '哪一种',
    kinds: { consult: '咨询', help: '求助', complaint: '投诉', report: '举报', suggestion: '建议', praise: '表扬', system: '对系统的意见' },
    text: '反映人原话',
    textHint: '照原话记，以后不能改；归纳写在摘要里。',
    heading: '标题',
    headingHint: '不写就取第一句',
    place: '地点（原话）',
    placeId: '地点',
    category: '类别',
    auto: '不选',
    name: '姓名',
    phone: '电话',
    address: '地址',
    noContact: '姓名电话都不填，就是匿名，凭编号和查询码查询。',
    by: '代填人',
    consent: '本人同意的说明',
    consentHint: '比如：本人在场同意',
    proxy: '代填',
    secret: '保密',
    secrets: { normal: '平常', contactHidden: '不转接电话', identitySealed: '对谁都保密', accusation: '检举控告' },
    accused: '被反映单位',
    needs: '怎么告诉反映人',
    need: {
      'tell-phone': '打电话',
      'tell-letter': '寄信',
      'tell-visit': '上门',
      'tell-none': '不用告诉',
      'large-print': '大字',
      dialect: '方言',
    },
    photos: '照片、来信扫描件',
    kept: (n: number) => `已收到 ${n} 张，不用再选。`,
    instant: '即时答复',
    instantHint: '当场能答的：写明答复和依据，登记后直接请反映人评价。',
    answer: '答复',
    basis: '依据',
    check: '查重',
    save: '登记',
    hints: '看看是不是同一件',
    hintsNone: '没有找到相像的未办结事项。',
    hintsWhy: '下面是按地点和字词找出来的，像不像由您判断。不像就再点“登记”。',
    join: '并入哪一件',
    joinNone: '不并，单独登记',
    holder: (u: string) => `现在在${u}`,
    emergency: (words: string, call: string) => `原话里有“${words}”，请先问清是不是正在发生。是，先转 ${call}。`,
    emergencyAsk: '怎么处理的',
    called: '已打过电话，照常登记',
    not: '不是紧急情况，照常登记',
    handed: '已三方通话移交，这里只留记录',
    service: '移交给',
    reference: '对方受理编号',
    secrecy: '没有保存',
    keptToo: '框里的字还在您的屏幕上，没有存进系统。',
    open: '打开这件',
    import: '从表格导入或粘贴几行',
    drafts: '有没登记完的',
    goOn: '接着写',
    draftOf: (at: string, words: string) => `${at} 保存：${words}`,
    draftHow:
      '草稿连同姓名电话加密存放，只有您自己看得到；登记后就删，30 天没动也删。选了“对谁都保密”或“检举控告”的，姓名、电话、地址、代填人不存。',
  },
  en: {
    title: 'Register a concern',
    door: 'Came by',
    channels: { phone: 'Phone', letter: 'Letter', visit: 'Visit', proxy: 'Proxy (for somebody else)' },
    received: 'Received on',
    receivedHint: 'Only when not today, as with letters',
    kind: 'Kind',
    kinds: {
      consult: 'Question',
      help: 'Request for help',
      complaint: 'Complaint',
      report: 'Report',
      suggestion: 'Suggestion',
      praise: 'Praise',
      system: 'About the system',
    },
    text: "The raiser's own words",
    textHint: 'As they were said; they cannot be changed later. A summary is a separate thing.',
    heading: 'Title',
    headingHint: 'The first sentence if left empty',
    place: 'Place (as said)',
    placeId: 'Place',
    category: 'Category',
    auto: 'None',
    name: 'Name',
    phone: 'Phone',
    address: 'Address',
    noContact: 'Without name and phone it is anonymous, to be followed by number and code.',
    by: 'Filled in by',
    consent: 'Consent of the raiser',
    consentHint: 'For example: was there and agreed',
    proxy: 'Proxy',
    secret: 'Secrecy',
    secrets: { normal: 'As usual', contactHidden: 'No calls put through', identitySealed: 'Sealed from others', accusation: 'Accusation' },
    accused: 'Unit it is about',
    needs: 'How to tell the raiser',
    need: {
      'tell-phone': 'Call',
      'tell-letter': 'Letter',
      'tell-visit': 'Visit',
      'tell-none': 'Need not be told',
      'large-print': 'Large print',
      dialect: 'Dialect',
    },
    photos: 'Photos, scanned letter',
    kept: (n: number) => `${n} received; no need to choose again.`,
    instant: 'Answer at once',
    instantHint: 'What can be answered now: write the answer and its basis; after registering the raiser is asked to judge.',
    answer: 'Answer',
    basis: 'Basis',
    check: 'Look for the same',
    save: 'Register',
    hints: 'Is it one of these?',
    hintsNone: 'Nothing alike among the open matters.',
    hintsWhy: 'Found by place and words; whether they are the same is for you to say. If not, press "Register" again.',
    join: 'Join to',
    joinNone: 'None; register it by itself',
    holder: (u: string) => `now with ${u}`,
    emergency: (words: string, call: string) =>
      `The words hold "${words}". Ask whether it is happening now; if so, put the caller through to ${call} first.`,
    emergencyAsk: 'What was done',
    called: 'Called already; register as usual',
    not: 'No emergency; register as usual',
    handed: 'Handed over in a three-way call; keep only the record',
    service: 'Handed to',
    reference: 'Their reference',
    secrecy: 'Nothing was saved',
    keptToo: 'The words are on your screen only, not in the system.',
    open: 'Open this one',
    import: 'Import a table or paste rows',
    drafts: 'Begun and not registered',
    goOn: 'Go on',
    draftOf: (at: string, words: string) => `kept ${at}: ${words}`,
    draftHow:
      'Drafts are sealed, names and phones with them, and only you can open yours; they go when registered, or after 30 days untouched. Where the raiser is sealed from others or accuses, name, phone, address and proxy are not kept.',
  },
} satisfies Record<Lang, unknown>;

const options = <Value extends string>(words: Record<Value, string>): { value: Value; label: string }[] =>
  (Object.entries(words) as [Value, string][]).map(([value, label]) => ({ value, label }));

type DeskProps = {
  frame: StaffFrame;
  form: DeskForm;
  formKey: string;
  photoIds: readonly string[];
  places: readonly SelectOption[];
  units: readonly SelectOption[];
  categories: readonly SelectOption[];
  /** null: not looked for yet. */
  hints: readonly DeskHint[] | null;
  emergency: { call: string; words: readonly string[] } | null;
  secrecy: { notice: string; words: readonly string[] } | null;
  /** One's own entries that were begun and not registered, but for the one that is shown. */
  drafts: readonly DeskDraft[];
  /** When the draft in the form was kept. */
  restored: string | null;
};

export function DeskPage(props: DeskProps) {
  const { frame, form, formKey, photoIds, places, units, categories, hints, emergency, secrecy, drafts, restored } = props;
  const { lang } = frame;
  const t = pick(text, lang);
  const field = (name: DeskField) => ({ ...asField(form, name), lang });
  const isFilled = (...names: DeskField[]): boolean =>
    names.some((name) => (asField(form, name).value ?? '') !== '' || errorOf(form, name) !== undefined);
  return (
    <StaffPage {...frame} title={t.title} hasErrors={form.errors.length > 0}>
      <h1>{t.title}</h1>
      <ErrorSummary lang={lang} errors={form.errors} />
      {secrecy ? (
        <Notice tone="stop" title={t.secrecy}>
          <p>{secrecy.notice}</p>
          <p>{secrecy.words.slice(0, 3).join('、')}</p>
          <p>{t.keptToo}</p>
        </Notice>
      ) : null}
      {restored === null ? null : (
        <RestoredDraft lang={lang} at={restored} action="/staff/intake/draft" csrf={frame.csrf} formKey={formKey}>
          <p>{t.draftHow}</p>
        </RestoredDraft>
      )}
      {drafts.length > 0 ? <Drafts lang={lang} csrf={frame.csrf} drafts={drafts} /> : null}
      <Form action="/staff/intake" csrf={frame.csrf} files draft="/staff/intake/draft">
        <Hidden name="key" value={formKey} />
        {photoIds.map((id) => (
          <Hidden name="photoId" value={id} />
        ))}
        {hints === null ? null : <Hidden name="seen" value="1" />}
        {emergency ? (
          <Notice tone="stop" title={t.emergency(emergency.words.join('、'), emergency.call)}>
            <Radios
              {...field('emergency')}
              label={t.emergencyAsk}
              options={[
                { value: 'not', label: t.not },
                { value: 'called', label: t.called },
                { value: 'handed', label: t.handed },
              ]}
            />
            <div class="two">
              <Select
                {...field('emergencyService')}
                label={t.service}
                blank={null}
                value={asField(form, 'emergencyService').value || emergency.call}
                options={['110', '119', '120', '122'].map((value) => ({ value, label: value }))}
              />
              <Field {...field('emergencyReference')} label={t.reference} optional width="middle" />
            </div>
          </Notice>
        ) : null}
        {hints === null ? null : <Hints {...{ lang, hints, form }} />}
        <div class="cols">
          <div>
            <Radios
              {...field('channel')}
              label={t.door}
              inRow
              value={asField(form, 'channel').value ?? 'phone'}
              options={options(t.channels)}
            />
            <TextArea {...field('text')} label={t.text} hint={t.textHint} rows={7} limit={20_000} />
            <Field {...field('title')} label={t.heading} hint={t.headingHint} optional />
            <Field {...field('place')} label={t.place} autocomplete="off" optional />
            <div class="two field">
              <Select {...field('placeId')} label={t.placeId} options={places} blank={t.auto} optional />
              <Select {...field('category')} label={t.category} options={categories} blank={t.auto} optional />
            </div>
          </div>
          <div>
            <Select
              {...field('kind')}
              label={t.kind}
              blank={null}
              options={options(t.kinds)}
              value={asField(form, 'kind').value ?? 'help'}
            />
            <DateField {...field('receivedOn')} label={t.received} hint={t.receivedHint} optional />
            <p class="hint">{t.noContact}</p>
            <div class="two">
              <Field {...field('name')} label={t.name} optional autocomplete="off" />
              <Field {...field('phone')} label={t.phone} optional type="tel" inputmode="tel" autocomplete="off" />
            </div>
            <Field {...field('address')} label={t.address} optional autocomplete="off" />
            <Select {...field('needs')} label={t.needs} options={options(t.need)} optional blank={t.auto} />
            <Details summary={t.proxy} open={asField(form, 'channel').value === 'proxy' || isFilled('representedBy', 'consent')}>
              <Field {...field('representedBy')} label={t.by} width="middle" autocomplete="off" />
              <Field {...field('consent')} label={t.consent} hint={t.consentHint} />
            </Details>
            <Details
              summary={t.secret}
              open={isFilled('accusedUnit') || !['', 'normal'].includes(asField(form, 'confidentiality').value ?? '')}
            >
              <Radios
                {...field('confidentiality')}
                label={t.secret}
                value={asField(form, 'confidentiality').value ?? 'normal'}
                options={options(t.secrets)}
              />
              <Select {...field('accusedUnit')} label={t.accused} options={units} optional />
            </Details>
            <Details summary={t.instant} open={isFilled('instantText', 'instantBasis')}>
              <p class="hint">{t.instantHint}</p>
              <TextArea {...field('instantText')} label={t.answer} rows={3} optional />
              <Field {...field('instantBasis')} label={t.basis} optional />
            </Details>
            <FileField
              name="photos"
              error={errorOf(form, 'photos')}
              lang={lang}
              label={t.photos}
              optional
              accept="image/jpeg,image/png,image/webp"
              multiple
              hint={photoIds.length > 0 ? t.kept(photoIds.length) : undefined}
            />
          </div>
        </div>
        <SubmitRow label={t.save} name="do" value="save" cancel={{ href: '/staff/import', label: t.import }}>
          <button type="submit" class="btn" name="do" value="check">
            {t.check}
          </button>
        </SubmitRow>
        <KeptLine lang={lang}>{t.draftHow}</KeptLine>
      </Form>
    </StaffPage>
  );
}

function Drafts({ lang, csrf, drafts }: { lang: Lang; csrf: string; drafts: readonly DeskDraft[] }) {
  const t = pick(text, lang);
  return (
    <Notice tone="info" title={t.drafts}>
      <ul>
        {drafts.map(({ key, at, words }) => (
          <li>
            {t.draftOf(at, words)}{' '}
            <a href={`/staff/intake?draft=${key}`}>
              {t.goOn}
              <span class="sr"> {words}</span>
            </a>
            <ForgetDraft lang={lang} action="/staff/intake/draft" csrf={csrf} formKey={key} about={words} />
          </li>
        ))}
      </ul>
      <p class="muted">{t.draftHow}</p>
    </Notice>
  );
}

function Hints({ lang, hints, form }: { lang: Lang; hints: readonly DeskHint[]; form: DeskForm }) {
  const t = pick(text, lang);
  if (hints.length === 0) return <Notice tone="success" title={t.hintsNone} />;
  return (
    <section class="card" aria-labelledby="hints">
      <h2 id="hints">{t.hints}</h2>
      <p>{t.hintsWhy}</p>
      <Radios
        {...asField(form, 'joinTo')}
        lang={lang}
        label={t.join}
        value={asField(form, 'joinTo').value ?? ''}
        options={[
          { value: '', label: t.joinNone },
          ...hints.map((hint) => ({
            value: hint.number,
            label: `${hint.title} · ${groupNumber(hint.number)}`,
            hint: (
              <>
                {hint.why} · {t.holder(hint.holder)} ·{' '}
                <a href={`/staff/matters/${hint.number}`} target="_blank" rel="noopener">
                  {t.open}
                  <span class="sr"> {groupNumber(hint.number)}</span>
                </a>
              </>
            ),
          })),
        ]}
      />
    </section>
  );
}
