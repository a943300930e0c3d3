// 说事, four small pages: what, where, who, check. Large, no script, and whatever was typed comes back on every page it is asked for.
import type { Child } from 'hono/jsx';
import { BackLink } from '#ui/back-link.tsx';
import { Checkboxes, Radios, Select, type SelectOption } from '#ui/choice.tsx';
import { Details } from '#ui/details.tsx';
import { ErrorSummary } from '#ui/error-summary.tsx';
import { Field, FileField, TextArea } from '#ui/field.tsx';
import { Form, HiddenCsrf, SubmitRow } from '#ui/form.tsx';
import { asField, asGroup, errorOf, type FormState } from '#ui/form-state.ts';
import { groupNumber, type Lang, pick, sizeWords } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type PublicFrame, PublicPage } from '#ui/page-public.tsx';
import { Quote } from '#ui/quote.tsx';
import { type Fact, SummaryList } from '#ui/summary-list.tsx';
import type { DraftPhoto } from '../drafts.ts';
import type { ConcernField } from '../rules.ts';

export type SayField = ConcernField | 'who' | 'needs' | 'website';
export type SayForm = FormState<SayField>;

const text = {
  zh: {
    title: '我要说事',
    step: (n: number) => `第 ${n} 步，共 4 步`,
    next: '下一步',
    what: '是什么事？',
    whatHint: '什么时候、怎么回事、想怎么办，用自己的话写。',
    photos: '照片',
    photosHint: '不放也行。最多 6 张；照片里的拍摄地点等信息会去掉。',
    drop: '去掉',
    kept: '已收到的照片',
    trap: '这一格请留空',
    where: '在哪里？',
    whereHint: '比如：石桥村三组、东街社区菜市场门口。',
    placeId: '在列表里选也行',
    placeBlank: '不选',
    who: '怎么联系您？',
    whoHint: '留了电话，办得怎么样会告诉您。承办单位看不到您的姓名和电话。',
    me: '留下姓名和电话',
    anonymous: '不留名字',
    anonymousHint: '凭回执上的编号和查询码查进度、作评价。',
    proxy: '我是替别人填的',
    proxyHint: '姓名和电话写要反映的那个人的，办得好不好由本人评价。',
    name: '姓名',
    phone: '电话',
    proxyMore: '替别人填：您是谁',
    by: '代填人',
    byHint: '比如：村干部孙示例、女儿。',
    consent: '本人知道这件事，同意我代填',
    consentValue: '本人同意代填',
    secret: '要不要更保密',
    secretTitle: '保密要求',
    normal: '平常就好',
    normalHint: '承办单位看不到姓名电话，要找您时由受理台转接。',
    hidden: '不要转接给承办单位',
    hiddenHint: '只由受理台联系您。',
    sealed: '对谁都保密',
    sealedHint: '别的单位在查找里也看不到这件事。',
    accusation: '检举、控告一个单位或它的工作人员',
    accusationHint: '它和它的上下级都看不到。请在下面选出来。',
    accused: '被反映的单位',
    needs: '还需要什么',
    tellPhone: '打电话告诉我结果',
    dialect: '请用方言说',
    large: '书面答复用大字',
    check: '看一看，对不对',
    words: '您说的',
    place: '地点',
    contact: '联系方式',
    photosTold: (n: number) => `${n} 张`,
    none: '没有',
    noPlace: '没写',
    change: '改',
    send: '交上去',
    clear: '不交了，清掉我写的',
    promise: '交上去以后',
    byProxy: (who: string) => `由 ${who} 代填`,
    anonymousTold: '不留名字',
    sent: (n: string) => `前一件已经交上来了，编号 ${n}`,
    sentMore: '您刚才改的存成了新的一件，还没有交。不想再交一件，就到最后一页点“清掉”。',
    seeReceipt: '看前一件的回执',
    called: (n: string) => `您说已经打过 ${n}`,
    notEmergency: '您说不是紧急情况',
    emergency: '紧急情况',
  },
  en: {
    title: 'Raise a concern',
    step: (n: number) => `Step ${n} of 4`,
    next: 'Next',
    what: 'What is it about?',
    whatHint: 'When, how it came about and what you wish for, in your own words.',
    photos: 'Photos',
    photosHint: 'Not needed. Six at most; where they were taken and the like is removed from them.',
    drop: 'Remove',
    kept: 'Photos received',
    trap: 'Leave this box empty',
    where: 'Where is it?',
    whereHint: 'For example: group 3 of Shiqiao village, in front of the market in Dongjie.',
    placeId: 'Or choose from the list',
    placeBlank: 'None',
    who: 'How can we reach you?',
    whoHint: 'With a phone number you are told how it goes. The unit that handles it sees neither name nor number.',
    me: 'Leave name and phone',
    anonymous: 'No name',
    anonymousHint: 'Follow it and judge it by the number and the code on your receipt.',
    proxy: 'I am filling this in for somebody',
    proxyHint: 'Enter the name and phone of the person it is about. Whether it was done well is theirs to say.',
    name: 'Name',
    phone: 'Phone',
    proxyMore: 'Filling in for somebody: who are you?',
    by: 'Filled in by',
    byHint: 'For example: a village official, a daughter.',
    consent: 'The person knows and agrees that I fill this in',
    consentValue: 'the person agrees',
    secret: 'Keep it more secret',
    secretTitle: 'How secret',
    normal: 'As usual',
    normalHint: 'The unit that handles it sees neither name nor phone; the desk puts calls through.',
    hidden: 'Do not put calls through',
    hiddenHint: 'Only the desk contacts you.',
    sealed: 'Keep it from everybody else',
    sealedHint: 'Other units cannot find it by searching either.',
    accusation: 'Accuse a unit or somebody who works there',
    accusationHint: 'It is kept from that unit and from those above and below it. Choose it here.',
    accused: 'The unit it is about',
    needs: 'What else do you need?',
    tellPhone: 'Tell me the result by phone',
    dialect: 'Please speak dialect with me',
    large: 'Written answers in large print',
    check: 'Is this right?',
    words: 'Your words',
    place: 'Place',
    contact: 'Contact',
    photosTold: (n: number) => `${n}`,
    none: 'None',
    noPlace: 'not given',
    change: 'Change',
    send: 'Send',
    clear: 'Do not send; delete what I wrote',
    promise: 'After you send it',
    byProxy: (who: string) => `filled in by ${who}`,
    anonymousTold: 'no name',
    sent: (n: string) => `The one before was sent: number ${n}`,
    sentMore: 'What you changed is kept as a new one, not sent yet. If you do not want to send another, choose "delete" on the last page.',
    seeReceipt: 'See the receipt of the one before',
    called: (n: string) => `you say you called ${n}`,
    notEmergency: 'you say it is no emergency',
    emergency: 'Emergency',
  },
} satisfies Record<Lang, unknown>;

type SayProps = { frame: PublicFrame; csrf: string; form: SayForm; action: string };

function SayPage({
  frame,
  form,
  step,
  back,
  title,
  scripts = [],
  children,
}: Pick<SayProps, 'frame' | 'form'> & { step: number; back: string; title: string; scripts?: readonly string[]; children?: Child }) {
  const t = pick(text, frame.lang);
  return (
    <PublicPage {...frame} title={`${title} · ${t.title}`} hasErrors={form.errors.length > 0} scripts={scripts}>
      <BackLink lang={frame.lang} href={back} />
      <ErrorSummary lang={frame.lang} errors={form.errors} />
      <p class="muted">
        {t.title} · {t.step(step)}
      </p>
      {children}
    </PublicPage>
  );
}

export function WhatPage({ frame, csrf, form, action, photos }: SayProps & { photos: readonly DraftPhoto[] }) {
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <SayPage {...{ frame, form }} step={1} back="/" title={t.what} scripts={['upload.js']}>
      <Form action={action} csrf={csrf} files>
        <TextArea {...asField(form, 'text')} lang={lang} label={t.what} hint={t.whatHint} asHeading rows={8} limit={20_000} />
        {photos.length > 0 ? (
          <>
            <p class="kept">{t.kept}</p>
            <ul>
              {photos.map((photo) => (
                <li>
                  {photo.name} ({sizeWords(photo.bytes)}){' '}
                  <button class="btn plain" type="submit" name="drop" value={photo.id}>
                    {t.drop}
                    <span class="sr"> {photo.name}</span>
                  </button>
                </li>
              ))}
            </ul>
          </>
        ) : null}
        <div data-uploads={action === '/say' ? '' : `${action}/uploads`} data-draft="/say/draft" data-most="6" data-lang={lang}>
          <FileField
            name="photos"
            error={errorOf(form, 'photos')}
            lang={lang}
            label={t.photos}
            hint={t.photosHint}
            optional
            accept="image/jpeg,image/png,image/webp"
            multiple
          />
        </div>
        <Trap lang={lang} form={form} />
        <SubmitRow label={t.next} />
      </Form>
    </SayPage>
  );
}

/** A box that people do not see and programs fill in. Whoever fills it by mistake is told so, and keeps the words. */
export function Trap({ lang, form }: { lang: Lang; form: SayForm }) {
  const error = errorOf(form, 'website');
  return (
    <div class={error ? undefined : 'sr'}>
      <Field name="website" error={error} lang={lang} label={pick(text, lang).trap} autocomplete="off" />
    </div>
  );
}

export function WherePage({
  frame,
  csrf,
  form,
  action,
  places,
  back,
  sent,
}: SayProps & { places: readonly SelectOption[]; back: string; sent: { number: string; href: string } | null }) {
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <SayPage {...{ frame, form, back }} step={2} title={t.where}>
      {sent ? (
        <Notice tone="info" title={t.sent(groupNumber(sent.number))}>
          <p>{t.sentMore}</p>
          <p>
            <a class="btn" href={sent.href}>
              {t.seeReceipt}
            </a>
          </p>
        </Notice>
      ) : null}
      <Form action={action} csrf={csrf}>
        <Field {...asField(form, 'place')} lang={lang} label={t.where} hint={t.whereHint} asHeading autocomplete="off" />
        <Select {...asField(form, 'placeId')} lang={lang} label={t.placeId} options={places} blank={t.placeBlank} optional />
        <SubmitRow label={t.next} />
      </Form>
    </SayPage>
  );
}

export function WhoPage({ frame, csrf, form, action, units, back }: SayProps & { units: readonly SelectOption[]; back: string }) {
  const { lang } = frame;
  const t = pick(text, lang);
  const held = (name: SayField): boolean => asField(form, name).value !== undefined && asField(form, name).value !== '';
  const wrong = (...names: SayField[]): boolean => names.some((name) => errorOf(form, name) !== undefined);
  return (
    <SayPage {...{ frame, form, back }} step={3} title={t.who}>
      <Form action={action} csrf={csrf}>
        <Radios
          {...asField(form, 'who')}
          lang={lang}
          label={t.who}
          hint={t.whoHint}
          asHeading
          value={asField(form, 'who').value ?? 'me'}
          options={[
            { value: 'me', label: t.me },
            { value: 'anonymous', label: t.anonymous, hint: t.anonymousHint },
            { value: 'proxy', label: t.proxy, hint: t.proxyHint },
          ]}
        />
        <Field {...asField(form, 'name')} lang={lang} label={t.name} optional autocomplete="name" width="middle" />
        <Field {...asField(form, 'phone')} lang={lang} label={t.phone} type="tel" inputmode="tel" autocomplete="tel" width="middle" />
        <Details summary={t.proxyMore} open={asField(form, 'who').value === 'proxy' || wrong('representedBy', 'consent')}>
          <Field {...asField(form, 'representedBy')} lang={lang} label={t.by} hint={t.byHint} width="middle" />
          <Checkboxes
            {...asGroup(form, 'consent')}
            lang={lang}
            label={<span class="sr">{t.consent}</span>}
            options={[{ value: t.consentValue, label: t.consent }]}
          />
        </Details>
        <Details
          summary={t.secret}
          open={(held('confidentiality') && asField(form, 'confidentiality').value !== 'normal') || wrong('confidentiality', 'accusedUnit')}
        >
          <Radios
            {...asField(form, 'confidentiality')}
            lang={lang}
            label={t.secretTitle}
            value={asField(form, 'confidentiality').value ?? 'normal'}
            options={[
              { value: 'normal', label: t.normal, hint: t.normalHint },
              { value: 'contactHidden', label: t.hidden, hint: t.hiddenHint },
              { value: 'identitySealed', label: t.sealed, hint: t.sealedHint },
              { value: 'accusation', label: t.accusation, hint: t.accusationHint },
            ]}
          />
          <Select {...asField(form, 'accusedUnit')} lang={lang} label={t.accused} options={units} optional />
        </Details>
        <Details summary={t.needs} open={asGroup(form, 'needs').values.length > 0}>
          <Checkboxes
            {...asGroup(form, 'needs')}
            lang={lang}
            label={<span class="sr">{t.needs}</span>}
            options={[
              { value: 'tell-phone', label: t.tellPhone },
              { value: 'dialect', label: t.dialect },
              { value: 'large-print', label: t.large },
            ]}
          />
        </Details>
        <SubmitRow label={t.next} />
      </Form>
    </SayPage>
  );
}

type CheckProps = {
  frame: PublicFrame;
  csrf: string;
  base: string;
  form: SayForm;
  photos: readonly DraftPhoto[];
  placeWords: string;
  /** Masked, as the check page stands open on a screen others can see. */
  contact: string;
  representedBy: string;
  secret: string;
  promise: string;
  emergency: string;
};

const secretWords = {
  zh: { normal: text.zh.normal, contactHidden: text.zh.hidden, identitySealed: text.zh.sealed, accusation: text.zh.accusation },
  en: { normal: text.en.normal, contactHidden: text.en.hidden, identitySealed: text.en.sealed, accusation: text.en.accusation },
} as const;

export function CheckPage({ frame, csrf, base, form, photos, placeWords, contact, representedBy, secret, promise, emergency }: CheckProps) {
  const { lang } = frame;
  const t = pick(text, lang);
  const change = (href: string, what: string) => ({ href, label: t.change, what });
  const facts: Fact[] = [
    { term: t.photos, value: photos.length === 0 ? t.none : t.photosTold(photos.length), change: change(base, t.photos) },
    { term: t.place, value: placeWords || t.noPlace, change: change(`${base}/where`, t.place) },
    {
      term: t.contact,
      value: `${contact || t.anonymousTold}${representedBy ? `${lang === 'zh' ? '，' : ', '}${t.byProxy(representedBy)}` : ''}`,
      change: change(`${base}/who`, t.contact),
    },
  ];
  if (secret !== 'normal')
    facts.push({
      term: t.secretTitle,
      value: secretWords[lang][secret as keyof (typeof secretWords)['zh']] ?? secret,
      change: change(`${base}/who`, t.secretTitle),
    });
  if (emergency !== '') facts.push({ term: t.emergency, value: emergency === 'not' ? t.notEmergency : t.called(emergency) });
  facts.push({ term: t.promise, value: promise });
  return (
    <SayPage {...{ frame, form }} step={4} back={`${base}/who`} title={t.check}>
      <h1>{t.check}</h1>
      <h2>{t.words}</h2>
      <Quote words={asField(form, 'text').value ?? ''} />
      <p>
        <a class="change" href={base}>
          {t.change}
          <span class="sr"> {t.words}</span>
        </a>
      </p>
      <SummaryList facts={facts} />
      <Form action={`${base}/send`} csrf={csrf}>
        <SubmitRow label={t.send} />
      </Form>
      <form action={`${base}/clear`} method="post">
        <HiddenCsrf token={csrf} />
        <button class="btn plain" type="submit">
          {t.clear}
        </button>
      </form>
    </SayPage>
  );
}
