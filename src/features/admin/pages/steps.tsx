// The parts of set-up that have a form of their own: the county's words, the limit pack; and the years of the calendar.
import { Radios } from '#ui/choice.tsx';
import { ErrorSummary } from '#ui/error-summary.tsx';
import { Field } from '#ui/field.tsx';
import { Form, SubmitRow } from '#ui/form.tsx';
import { asField, type FormState } from '#ui/form-state.ts';
import { type Lang, pick } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { Table } from '#ui/table.tsx';
import { type LimitClass, type PackKey, packKeys, packs } from '../rules.ts';
import { classWords } from './words.ts';

const text = {
  zh: {
    county: '县（市、区）名称',
    code: '行政区划代码',
    codeHint: '6 位数字，例如统计用区划代码的前 6 位。以后的编号都用它，已有的编号不变',
    codeFixed: (code: string) => `代码 ${code} 由服务器设置（DAODI_COUNTY_CODE），这里不能改`,
    phone: '群众电话',
    phoneHint: '印在每一页：不方便上网就打这个电话。缺省 12345',
    hours: '电话服务时间',
    hoursHint: '例如 8:00–22:00；全天的写“全天”',
    desk: '另设受理派单的单位',
    deskHint: '例如 某某县12345热线受理中心。不写就由县政府办受理',
    save: '保存',
    pack: '用哪一组',
    packHint: '来源和可信程度见下表；标着“请核对”的，请对照本地文件',
    choose: '用这一组',
    moved: (n: number) => `已选定，${n} 个类别换了时限`,
    caption: '各组怎么规定',
    kind: '哪一类事',
    years: '有节假日表的年份',
    none: '还没有',
  },
  en: {
    county: 'Name of the county',
    code: 'Division code',
    codeHint: 'Six digits. Every number from now on begins with it; older numbers stay as they are',
    codeFixed: (code: string) => `The code ${code} is set on the server (DAODI_COUNTY_CODE) and cannot be changed here`,
    phone: 'Phone for residents',
    phoneHint: 'On every page, for whoever would rather not use the web. 12345 unless changed',
    hours: 'When somebody answers it',
    hoursHint: 'For example 8:00–22:00',
    desk: 'A unit of its own for intake and dispatch',
    deskHint: 'For example the hotline centre. Left empty, the county office takes concerns in',
    save: 'Save',
    pack: 'Which pack',
    packHint: 'Sources and how far they are trusted are below; check against your local rules',
    choose: 'Use this pack',
    moved: (n: number) => `Chosen; ${n} categories have other limits now`,
    caption: 'What each pack says',
    kind: 'Kind of matter',
    years: 'Years with a calendar',
    none: 'none yet',
  },
} satisfies Record<Lang, unknown>;

export type CountyForm = FormState<'county' | 'code' | 'phone' | 'phoneHours' | 'desk'>;

export function CountyStep({
  lang,
  csrf,
  form,
  configuredCode,
  hasDesk,
}: {
  lang: Lang;
  csrf: string;
  form: CountyForm;
  configuredCode: string | null;
  hasDesk: boolean;
}) {
  const t = pick(text, lang);
  return (
    <>
      <ErrorSummary lang={lang} errors={form.errors} />
      <Form action="/staff/admin/set-up/county" csrf={csrf}>
        <Field {...asField(form, 'county')} lang={lang} label={t.county} width="middle" />
        {configuredCode === null ? (
          <Field {...asField(form, 'code')} lang={lang} label={t.code} hint={t.codeHint} inputmode="numeric" width="short" />
        ) : (
          <p>{t.codeFixed(configuredCode)}</p>
        )}
        <Field {...asField(form, 'phone')} lang={lang} label={t.phone} hint={t.phoneHint} type="tel" optional width="middle" />
        <Field {...asField(form, 'phoneHours')} lang={lang} label={t.hours} hint={t.hoursHint} optional width="middle" />
        {hasDesk ? null : <Field {...asField(form, 'desk')} lang={lang} label={t.desk} hint={t.deskHint} optional width="middle" />}
        <SubmitRow label={t.save} />
      </Form>
    </>
  );
}

export type LimitCell = { words: string; trust: string; basis: string };
export type PackForm = FormState<'pack'>;

export function LimitsStep({
  lang,
  csrf,
  form,
  cells,
  moved,
}: {
  lang: Lang;
  csrf: string;
  form: PackForm;
  /** By pack and kind; undefined where the county has deleted the row. */
  cells: Record<PackKey, Partial<Record<LimitClass, LimitCell>>>;
  moved: number | null;
}) {
  const t = pick(text, lang);
  return (
    <>
      {moved === null ? null : <Notice tone="success" title={t.moved(moved)} />}
      <ErrorSummary lang={lang} errors={form.errors} />
      <Form action="/staff/admin/set-up/limits" csrf={csrf}>
        <Radios
          {...asField(form, 'pack')}
          lang={lang}
          label={t.pack}
          hint={t.packHint}
          options={packKeys.map((key) => ({ value: key, label: packs[key].name[lang], hint: cells[key].ordinary?.basis }))}
        />
        <SubmitRow label={t.choose} />
      </Form>
      <Table
        lang={lang}
        caption={t.caption}
        rows={Object.keys(classWords) as LimitClass[]}
        columns={[
          { head: t.kind, kind: 'main', cell: (kind) => classWords[kind][lang] },
          ...packKeys.map((key) => ({
            head: packs[key].name[lang],
            cell: (kind: LimitClass) => {
              const cell = cells[key][kind];
              return cell ? (
                <>
                  {cell.words}
                  <br />
                  <span class="small muted">{cell.trust}</span>
                </>
              ) : (
                '—'
              );
            },
          })),
        ]}
      />
    </>
  );
}

export function CalendarStep({ lang, years }: { lang: Lang; years: readonly number[] }) {
  const t = pick(text, lang);
  return (
    <p>
      {t.years}
      {lang === 'zh' ? '：' : ': '}
      <span class="num">{years.length === 0 ? t.none : years.join(lang === 'zh' ? '、' : ', ')}</span>
    </p>
  );
}
