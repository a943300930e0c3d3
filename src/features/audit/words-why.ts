// What stands beside an act in the log, in words of the reader. The log keeps codes as they were written and is never touched; they are read here.
// What a person typed stays as it was typed, and so does a code nobody knows any more. A test walks every place that writes into the log.
import type { ThresholdName } from '#core/matter-class/signals.ts';
import { thresholdWords } from '#features/matter-classes/index.ts';
import { kindWords } from '#features/matters/index.ts';
import { roleNames } from '#features/people/index.ts';
import { groupWords } from './words.ts';
import {
  anyKind,
  decisionWords,
  formatWords,
  howIn,
  keptWords,
  lookWords,
  openIdWords,
  outletWords,
  packWords,
  relationWords,
  relayWords,
  requestFaults,
  requestFields,
  sealWords,
  siteFields,
  subjectWords,
  switchWords,
  twin,
  unitWords,
  type Words,
} from './words-why-codes.ts';

type Lang = 'zh' | 'en';
/** Names of what the log knows by its code. Unknown: as it was written. */
export type Names = { person(loginOrId: string): string; place(id: string): string; limit(key: string, lang: Lang): string };
type Say = { lang: Lang; names: Names };
type Reading = (why: string, say: Say) => string;

const join = (parts: readonly string[], lang: Lang): string => parts.filter(Boolean).join(lang === 'zh' ? '；' : '; ');
const listed = (parts: readonly string[], lang: Lang): string => parts.filter(Boolean).join(lang === 'zh' ? '、' : ', ');
const inWords = (words: Words, code: string, lang: Lang): string => words[code]?.[lang] ?? code;

const asWritten: Reading = (why) => why;
const oneOf =
  (words: Words): Reading =>
  (why, { lang }) =>
    inWords(words, why, lang);
const person: Reading = (why, { names }) => names.person(why);
/** Read by its form, and left as it is when it has another. */
const formed =
  (form: RegExp, told: (parts: Readonly<Record<string, string>>, say: Say) => string): Reading =>
  (why, say) => {
    const found = form.exec(why);
    return found?.groups ? told(found.groups as Readonly<Record<string, string>>, say) : why;
  };

// ── forms that several acts share ──
const rolesIn = (codes: string, lang: Lang): string =>
  listed(
    codes.split(',').map((role) => inWords(roleNames, role, lang)),
    lang,
  );
const personAndRoles = formed(/^(?<login>[^:]+): (?<roles>[A-Za-z,]*)$/, ({ login = '', roles = '' }, { lang, names }) =>
  join([names.person(login), rolesIn(roles, lang)], lang),
);
const madeFrom = formed(/^(?<source>.*): (?<n>\d+)$/, ({ source = '', n = '' }, { lang }) =>
  lang === 'zh' ? `来自 ${source}，新增或改动 ${n} 条` : `from ${source}; ${n} rows new or changed`,
);
const outlet = formed(/^(?<kind>\w+) (?<id>\S+)$/, ({ kind = '', id = '' }, { lang }) =>
  lang === 'zh' ? `${inWords(outletWords, kind, lang)}（编号 ${id}）` : `${inWords(outletWords, kind, lang)} (id ${id})`,
);
const id: Reading = (why, { lang }) => (why === '' ? '' : lang === 'zh' ? `编号 ${why}` : `id ${why}`);
const askedOfLog: Reading = (why, { lang, names }) =>
  join(
    why.split('; ').map((part, i) => {
      const [first = '', last = ''] = part.split('..');
      if (i === 0 && last !== '') return lang === 'zh' ? `${first} 至 ${last}` : `${first} to ${last}`;
      if (part in groupWords) return inWords(groupWords, part, lang);
      return names.person(part);
    }),
    lang,
  );
const cleared = formed(/^(?<months>\d+) months; (?<n>\d+)$/, ({ months = '', n = '' }, { lang }) =>
  lang === 'zh' ? `保存满 ${months} 个月，清除 ${n} 项` : `kept ${months} months; ${n} cleared`,
);
const exported: Reading = (why, { lang }) => {
  const [first = '', ...filters] = why.split('; ');
  const [format = '', rows = ''] = first.split(': ');
  const many = rows === '' ? '' : lang === 'zh' ? `共 ${rows} 件` : `${rows} matters`;
  return join([inWords(formatWords, format, lang), many, ...filters], lang);
};
const limit = (value: string, unit: string, lang: Lang): string => `${value} ${inWords(unitWords, unit, lang)}`;
const fromOn = (from: string, to: string, lang: Lang): string =>
  lang === 'zh' ? `${from} 起${to ? `，到 ${to}` : ''}` : `from ${from}${to ? ` to ${to}` : ''}`;
const limitChanged = formed(
  /^(?<key>\S+) (?<a>\d+)(?<u>[a-z]+) → (?<b>\d+)(?<v>[a-z]+) from (?<from>[\d-]+)(?: to (?<to>[\d-]+))?: (?<reason>[\s\S]*)$/,
  ({ key = '', a = '', u = '', b = '', v = '', from = '', to = '', reason = '' }, { lang, names }) =>
    join(
      [
        lang === 'zh'
          ? `${names.limit(key, lang)}：${limit(a, u, lang)}改为${limit(b, v, lang).replace(/^/, ' ')}`
          : `${names.limit(key, lang)}: ${limit(a, u, lang)}, now ${limit(b, v, lang)}`,
        fromOn(from, to, lang),
        reason,
      ],
      lang,
    ),
);
const retentionChanged = formed(
  /^(?<what>\w+) (?<kind>\S+) (?<seal>\S+): (?<months>\S+) from (?<from>[\d-]+); (?<rest>[\s\S]*)$/,
  ({ what = '', kind = '', seal = '', months = '', from = '', rest = '' }, { lang }) => {
    const length =
      months === 'kept' ? (lang === 'zh' ? '一直保存' : 'kept for good') : lang === 'zh' ? `保存 ${months} 个月` : `kept ${months} months`;
    const about = [
      inWords(keptWords, what, lang),
      kind === '*' ? anyKind[lang] : inWords(kindWords, kind, lang),
      inWords(sealWords, seal, lang),
    ];
    return join([listed(about, lang), length, fromOn(from, '', lang), ...rest.split('; ')], lang);
  },
);
const thresholds: Reading = (why, { lang }) =>
  join(
    why.split('; ').map((part) => {
      if (part === 'on') return lang === 'zh' ? '打开建议' : 'proposals on';
      if (part === 'off') return lang === 'zh' ? '关闭建议' : 'proposals off';
      if (part === 'danger words') return lang === 'zh' ? '改危险字词' : 'words of danger changed';
      const [, name = '', before = '', after = ''] = /^(\w+) (\S+)→(\S+)$/.exec(part) ?? [];
      const words = thresholdWords[name as ThresholdName] as (typeof thresholdWords)[ThresholdName] | undefined;
      if (!words) return part;
      const unit = words.unit[lang];
      return lang === 'zh' ? `${words.zh} ${before} ${unit}，改为 ${after} ${unit}` : `${words.en} ${before} ${unit}, now ${after} ${unit}`;
    }),
    lang,
  );
const refusedRequest: Reading = (why, { lang }) =>
  join(
    why.split('; ').map((part) => {
      const [, about = '', code = ''] = /^(.*): ([a-z-]+)$/u.exec(part) ?? [];
      if (!(code in requestFaults)) return part;
      const own = ['held', 'asked', 'banned'].includes(code) ? about : inWords(requestFields, about, lang);
      return lang === 'zh' ? `${own}：${requestFaults[code]?.zh}` : `${own}: ${requestFaults[code]?.en}`;
    }),
    lang,
  );

/** By the act. An act that says nothing more, or only what a person typed or a name, is `asWritten`. */
const readings: Readonly<Record<string, Reading>> = {
  'people-signed-in': oneOf(howIn),
  'people-signed-out': asWritten,
  'people-sign-in-failed': asWritten,
  'people-code-failed': asWritten,
  'people-openid-failed': oneOf(openIdWords),
  'people-openid-unknown': asWritten,
  'people-openid-joined': asWritten,
  'people-openid-parted': person,
  'people-openid-on': asWritten,
  'people-openid-off': asWritten,
  'people-set-up': person,
  'people-password-changed': asWritten,
  'people-password-set': person,
  'people-account-created': personAndRoles,
  'people-account-disabled': formed(/^(?<login>\S+)(?: → (?<to>\S+))?$/, ({ login = '', to = '' }, { lang, names }) =>
    to ? join([names.person(login), `${lang === 'zh' ? '事项交给' : 'matters go to '}${names.person(to)}`], lang) : names.person(login),
  ),
  'people-account-enabled': person,
  'people-post-given': personAndRoles,
  'people-post-ended': personAndRoles,
  'people-token-created': personAndRoles,
  'people-token-revoked': id,
  'people-factor-set': asWritten,
  'people-factor-dropped': asWritten,
  'people-factor-reset': person,
  'people-factor-roles-set': (why, { lang }) => (why === '' ? (lang === 'zh' ? '都不用' : 'none') : rolesIn(why, lang)),
  'people-recovery-renewed': asWritten,
  'people-cover-arranged': formed(
    /^(?<from>\S+) → (?<to>\S+) (?<first>[\d-]+)…(?<last>[\d-]*)$/,
    ({ from = '', to = '', first = '', last = '' }, { lang, names }) =>
      lang === 'zh'
        ? `${names.person(to)}代${names.person(from)}，${fromOn(first, last, lang)}`
        : `${names.person(to)} for ${names.person(from)}, ${fromOn(first, last, lang)}`,
  ),
  'people-cover-ended': person,
  'people-units-imported': madeFrom,
  'people-places-imported': madeFrom,
  'people-duties-imported': madeFrom,
  'people-categories-imported': madeFrom,
  'people-people-imported': madeFrom,
  'people-unit-created': asWritten,
  'people-unit-changed': asWritten,
  'people-unit-ended': asWritten,
  'people-place-created': asWritten,
  'people-place-changed': asWritten,
  'people-duty-added': asWritten,
  'people-duty-changed': asWritten,
  'people-duty-corrected': asWritten,
  'people-duty-ended': asWritten,
  'people-category-created': asWritten,
  'people-category-changed': asWritten,
  'people-invited': person,
  'people-invitation-used': person,
  'limit-pack-chosen': oneOf(packWords),
  'template-changed': asWritten,
  'template-ended': asWritten,
  'plain-word-changed': asWritten,
  'plain-word-ended': asWritten,
  'matters-contact-seen': asWritten,
  'verdicts-contact-seen': oneOf({ callback: twin('回访', 'call-back') }),
  'verdicts-link-printed': oneOf({ callback: twin('印在回访单上', 'on a call-back sheet') }),
  'matters-words-seen': formed(/^(?<at>\w+): (?<as>[\w,]*)$/, ({ at = '', as = '' }, { lang }) => {
    const who = listed(
      as.split(',').map((one) => inWords(relationWords, one, lang)),
      lang,
    );
    return join([inWords(lookWords, at, lang), who && (lang === 'zh' ? `身份：${who}` : `as ${who}`)], lang);
  }),
  'matters-photo-redacted': asWritten,
  'sharing-task-shared': formed(/^(?<number>\S+): (?<mark>\S+)$/, ({ mark = '' }, { lang }) =>
    lang === 'zh' ? `水印编号 ${mark}` : `watermark ${mark}`,
  ),
  'sharing-task-withdrawn': id,
  'sharing-trace-asked': formed(
    /^(?<code>\S+): (?<words>[\s\S]*?)(?<cli> \(command line\))?$/,
    ({ code = '', words = '', cli }, { lang }) => join([code, words, cli ? (lang === 'zh' ? '在命令行' : 'command line') : ''], lang),
  ),
  'workbooks-ledger-exported': exported,
  'workbooks-rejected-fetched': formed(/^(?<run>\S+)$/, ({ run = '' }, { lang }) => (lang === 'zh' ? `导入批次 ${run}` : `import ${run}`)),
  'matters-exported': exported,
  'rates-exported': formed(/^(?<period>\S+) (?<by>\S+?)(?<open> public)?$/, ({ period = '', by = '', open }, { lang }) => {
    const quarter = /^(\d{4})-Q([1-4])$/.exec(period);
    const when =
      period === 'null'
        ? lang === 'zh'
          ? '一段日子'
          : 'a stretch of days'
        : quarter && lang === 'zh'
          ? `${quarter[1]} 年第 ${quarter[2]} 季度`
          : period;
    const how = by === 'null' ? (lang === 'zh' ? '全部合计' : 'in all') : inWords(subjectWords, by, lang);
    return join([when, how, open ? (lang === 'zh' ? '公开口径' : 'as published') : ''], lang);
  }),
  'backup-made': formed(/^(?<tables>\d+) tables, (?<files>\d+) files(?<keys>, keys)?$/, ({ tables = '', files = '', keys }, { lang }) =>
    lang === 'zh'
      ? `${tables} 张表、${files} 个附件${keys ? '，带密钥' : '，不带密钥'}`
      : `${tables} tables, ${files} files, ${keys ? 'with the keys' : 'without the keys'}`,
  ),
  'calendar-imported': (why, { lang }) =>
    join(
      why.split('; ').map((part, i) => {
        const [, year = '', region = ''] = (i === 0 && /^(\d{4}) (\S+)$/.exec(part)) || [];
        if (year)
          return lang === 'zh'
            ? `${year} 年（${region === 'CN' ? '全国' : region}）`
            : `${year} (${region === 'CN' ? 'all China' : region})`;
        if (part === 'draft') return lang === 'zh' ? '尚未公布' : 'not announced yet';
        if (part === 'replaced') return lang === 'zh' ? '替换了原来的' : 'in place of the one before';
        return part;
      }),
      lang,
    ),
  'limits-changed': limitChanged,
  'limits-withdrawn': formed(/^(?<key>\S+) from (?<from>[\d-]+)$/, ({ key = '', from = '' }, { lang, names }) =>
    join([names.limit(key, lang), lang === 'zh' ? `原定 ${from} 起` : `was to begin on ${from}`], lang),
  ),
  'site-words-changed': (why, { lang }) =>
    listed(
      why.split(',').map((one) => inWords(siteFields, one, lang)),
      lang,
    ),
  'notices-outlet-changed': outlet,
  'notices-outlet-on': outlet,
  'notices-outlet-off': outlet,
  'notices-outlet-removed': outlet,
  'notices-outlet-tested': outlet,
  'notices-message-discarded': id,
  'notices-message-retried': id,
  'notices-calendar-made': asWritten,
  'notices-calendar-revoked': asWritten,
  'retention-changed': retentionChanged,
  'retention-held': formed(/^(?<number>\S+): (?<rest>[\s\S]*)$/, ({ number = '', rest = '' }, { lang }) =>
    lang === 'zh' ? `${number}：${join(rest.split('; '), lang)}` : `${number}: ${rest}`,
  ),
  'retention-hold-ended': asWritten,
  'retention-raiser-cleared': cleared,
  'retention-files-cleared': cleared,
  'retention-looks-cleared': formed(/^(?<n>\d+) before (?<day>[\d-]+)$/, ({ n = '', day = '' }, { lang }) =>
    lang === 'zh' ? `${day} 以前的 ${n} 条` : `${n} from before ${day}`,
  ),
  'audit-looked': askedOfLog,
  'audit-exported': askedOfLog,
  'data-requests-asked': formed(/^(?<n>\d+): (?<rest>[\s\S]*)$/, ({ n = '', rest = '' }, { lang }) =>
    join([`${lang === 'zh' ? `第 ${n} 号：` : `no. ${n}: `}${rest.split('; ')[0]}`, ...rest.split('; ').slice(1)], lang),
  ),
  'data-requests-refused': refusedRequest,
  'data-requests-decided': formed(/^(?<n>\d+): (?<decision>\w+); (?<words>[\s\S]*)$/, ({ n = '', decision = '', words = '' }, { lang }) =>
    join([`${lang === 'zh' ? `第 ${n} 号：` : `no. ${n}: `}${inWords(decisionWords, decision, lang)}`, words], lang),
  ),
  'data-requests-ended': (why, { lang }) => (lang === 'zh' ? `第 ${why} 号` : `no. ${why}`),
  'burden-changed': formed(/^(?<filing>[\s\S]*); (?<n>\d+) systems$/, ({ filing = '', n = '' }, { lang }) => {
    const number =
      filing === '-' ? (lang === 'zh' ? '没填备案号' : 'no filing number') : lang === 'zh' ? `备案号 ${filing}` : `filing ${filing}`;
    return join([number, lang === 'zh' ? `列出 ${n} 个系统` : `${n} systems named`], lang);
  }),
  'similar-switched': (why, { lang }) =>
    join(
      why.split('; ').map((part) => {
        const [, name = '', way = ''] = /^(\w+) (on|off)$/.exec(part) ?? [];
        if (name === '') return part;
        const words = inWords(switchWords, name, lang);
        return lang === 'zh' ? `${way === 'on' ? '打开' : '关闭'}${words}` : `${words} ${way}`;
      }),
      lang,
    ),
  'disclosure-published': formed(/^(?<month>\S+); (?<n>\d+) cells left out; (?<sum>\w+)$/, ({ month = '', n = '', sum = '' }, { lang }) =>
    lang === 'zh' ? `${month}，${n} 格因人数太少没有公布，校验码 ${sum}` : `${month}; ${n} cells too small to publish; checksum ${sum}`,
  ),
  'classes-settings-changed': thresholds,
  'classes-residents-set': formed(/^(?<place>\S+) (?<day>[\d-]+): (?<n>\d+)$/, ({ place = '', day = '', n = '' }, { lang, names }) =>
    lang === 'zh' ? `${names.place(place)}，${day} 有居民 ${n} 人` : `${names.place(place)}: ${n} residents on ${day}`,
  ),
  'classes-proposal-made': asWritten,
  'relay-asked': formed(/^(?<code>\w+): (?<id>\S+)$/, ({ code = '' }, { lang }) => inWords(relayWords, code, lang)),
  'relay-carried': formed(/^(?<code>\w+): (?<id>\S+)$/, ({ code = '' }, { lang }) => inWords(relayWords, code, lang)),
};

export const whyWords = (what: string, why: string, lang: Lang, names: Names): string => readings[what]?.(why, { lang, names }) ?? why;
export const readActs: ReadonlySet<string> = new Set(Object.keys(readings));
