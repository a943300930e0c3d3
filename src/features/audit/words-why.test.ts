// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source, as they stand in the code
// Every place that writes into the log, with what it writes and how it reads. A new place, or another form of an old one, fails here until it has words.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { knownActs } from './words.ts';
import { type Names, readActs, whyWords } from './words-why.ts';

const names: Names = {
  person: (code) => (code === 'chengban' ? '陈乘办(chengban)' : code),
  place: (id) => (id === 'v1' ? '城关镇东村' : id),
  limit: (key) => (key === 'hotline.reply' ? '答复' : key),
};

/** The act and the source of its `why`, as they stand in the code; what stands in a constant is followed to it. */
const writers = ['logAccess', 'keepChange'];
function placesIn(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  if (!/logAccess\(|keepChange\(|written\(|kind: '/.test(text)) return [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
  const found: string[] = [];
  const words = (node: ts.Node): string => node.getText(source).replaceAll(/\s+/g, ' ');
  /** `why` alone, or cut to a length, is followed to where it is made. */
  const followed = (node: ts.Expression | undefined): string => {
    const written = node === undefined ? '' : words(node);
    if (node === undefined || !/^why(\.slice\(0, \d+\))?$/.test(written)) return written;
    const made = [...text.slice(0, node.pos).matchAll(/const why = ([\s\S]*?);\n/g)].at(-1)?.[1];
    return made?.replaceAll(/\s+/g, ' ') ?? written;
  };
  const note = (what: ts.Expression | undefined, why: ts.Expression | undefined): void => {
    if (!what || ts.isIdentifier(what)) return; // handed on: told where it is named
    for (const one of ts.isConditionalExpression(what) ? [what.whenTrue, what.whenFalse] : [what])
      found.push(`${words(one).replaceAll("'", '')} | ${followed(why)}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'written')
      note(node.arguments[2], node.arguments[3]);
    if (ts.isObjectLiteralExpression(node)) {
      const of = (name: string): ts.Expression | undefined => {
        const held = node.properties.find((one) => one.name && ts.isIdentifier(one.name) && one.name.text === name);
        if (held && ts.isPropertyAssignment(held)) return held.initializer;
        return held && ts.isShorthandPropertyAssignment(held) ? held.name : undefined;
      };
      const call = node.parent;
      const isWritten = ts.isCallExpression(call) && ts.isIdentifier(call.expression) && writers.includes(call.expression.text);
      const isChange = of('kind') !== undefined && of('id') !== undefined && of('why') !== undefined;
      if ((isWritten || isChange) && of('what')) note(of('what'), of('why'));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
    .map((name) => join(folder, name));

/** Place | what it writes there, as it is kept | how it reads in Chinese, in English. Free words and names read as they were written. */
const told: readonly (readonly [place: string, kept: string, zh: string, en: string])[] = [
  [
    '`people-${kind}-imported` | `${source}: ${made}`',
    '单位.xlsx: 12',
    '来自 单位.xlsx，新增或改动 12 条',
    'from 单位.xlsx; 12 rows new or changed',
  ],
  ['`retention-${what}-cleared` | `${months} months; ${pieces}`', '6 months; 3', '保存满 6 个月，清除 3 项', 'kept 6 months; 3 cleared'],
  [
    'audit-exported | askedWords(settled.ask, typed)',
    '2026-11-01..2026-11-30; signIns; chengban; D3300002026112300427',
    '2026-11-01 至 2026-11-30；登录；陈乘办(chengban)；D3300002026112300427',
    '2026-11-01 to 2026-11-30; sign-ins; 陈乘办(chengban); D3300002026112300427',
  ],
  [
    'audit-looked | askedWords(settled.ask, typed)',
    '2026-11-01..2026-11-30; signIns; chengban; D3300002026112300427',
    '2026-11-01 至 2026-11-30；登录；陈乘办(chengban)；D3300002026112300427',
    '2026-11-01 to 2026-11-30; sign-ins; 陈乘办(chengban); D3300002026112300427',
  ],
  [
    "backup-made | `${made.tables} tables, ${made.files} files${made.keys ? ', keys' : ''}`",
    '70 tables, 5 files, keys',
    '70 张表、5 个附件，带密钥',
    '70 tables, 5 files, with the keys',
  ],
  [
    "backup-made | `${made.tables} tables, ${made.files} files${made.keys ? ', keys' : ''}`",
    '70 tables, 5 files',
    '70 张表、5 个附件，不带密钥',
    '70 tables, 5 files, without the keys',
  ],
  [
    "burden-changed | `${read.words.filing || '-'}; ${read.words.systems.length} systems`",
    '-; 2 systems',
    '没填备案号；列出 2 个系统',
    'no filing number; 2 systems named',
  ],
  [
    "burden-changed | `${read.words.filing || '-'}; ${read.words.systems.length} systems`",
    '浙备 12号; 0 systems',
    '备案号 浙备 12号；列出 0 个系统',
    'filing 浙备 12号; 0 systems named',
  ],
  [
    "calendar-imported | [`${table.year} ${table.region}`, table.source, table.published ? '' : 'draft', before ? 'replaced' : ''] .filter(Boolean) .join('; ')",
    '2027 CN; 国办发明电〔2026〕7号; draft; replaced',
    '2027 年（全国）；国办发明电〔2026〕7号；尚未公布；替换了原来的',
    '2027 (all China); 国办发明电〔2026〕7号; not announced yet; in place of the one before',
  ],
  ['classes-proposal-made | m.number', 'C2026-0003', 'C2026-0003', 'C2026-0003'],
  [
    'classes-residents-set | `${placeId} ${countedOn}: ${residents}`',
    'v1 2026-06-30: 812',
    '城关镇东村，2026-06-30 有居民 812 人',
    '城关镇东村: 812 residents on 2026-06-30',
  ],
  [
    "classes-settings-changed | changed.join('; ')",
    'burst 5→8; off; danger words',
    '突增提醒，至少 5 件，改为 8 件；关闭建议；改危险字词',
    'A burst is at least 5 matters, now 8 matters; proposals off; words of danger changed',
  ],
  [
    'data-requests-asked | `${number}: ${read.request.title}; ${read.request.basis}`.slice(0, 500)',
    '3: 低保户数; 民发〔2026〕1号',
    '第 3 号：低保户数；民发〔2026〕1号',
    'no. 3: 低保户数; 民发〔2026〕1号',
  ],
  [
    'data-requests-decided | `${number}: ${decision}; ${words}`.slice(0, 500)',
    '3: approved; 已有数据',
    '第 3 号：同意；已有数据',
    'no. 3: approved; 已有数据',
  ],
  [
    'data-requests-decided | `${number}: ${decision}; ${words}`.slice(0, 500)',
    '3: returned; 已有数据',
    '第 3 号：退回；已有数据',
    'no. 3: returned; 已有数据',
  ],
  [
    'data-requests-decided | `${number}: ${decision}; ${words}`.slice(0, 500)',
    '3: withdrawn; 已有数据',
    '第 3 号：申请人撤回；已有数据',
    'no. 3: taken back by who asked; 已有数据',
  ],
  ['data-requests-ended | String(number)', '3', '第 3 号', 'no. 3'],
  [
    "data-requests-refused | told.join('; ').slice(0, 500)",
    'basis: basis-missing; 姓名: held',
    '依据：没写文件、文号或条款；姓名：系统里已经有',
    'basis: names no document, number or article; 姓名: held already',
  ],
  [
    'disclosure-published | `${code}; ${set.leftOut} cells left out; ${sha256.slice(0, 16)}`',
    '2026-10; 4 cells left out; ab12cd34ab12cd34',
    '2026-10，4 格因人数太少没有公布，校验码 ab12cd34ab12cd34',
    '2026-10; 4 cells too small to publish; checksum ab12cd34ab12cd34',
  ],
  ['limit-pack-chosen | pack', 'jn', '济南、潍坊条例', 'regulations of Jinan and Weifang'],
  ['limit-pack-chosen | pack', 'bj', '北京地方标准征求意见稿', 'draft standard of Beijing'],
  ['limit-pack-chosen | pack', 'sh', '上海分类时限', 'limits of Shanghai by class'],
  [
    'limits-changed | `${changeWords(base, limit)}: ${typed.reason.trim().slice(0, 300)}`',
    'hotline.reply 5wd → 7wd from 2027-01-01 to 2027-12-31: 县府办会议纪要',
    '答复：5 个工作日改为 7 个工作日；2027-01-01 起，到 2027-12-31；县府办会议纪要',
    '答复: 5 working days, now 7 working days; from 2027-01-01 to 2027-12-31; 县府办会议纪要',
  ],
  [
    'limits-changed | `${changeWords(base, limit)}: ${typed.reason.trim().slice(0, 300)}`',
    'own.key 24h → 2d from 2027-01-01: 人手',
    'own.key：24 小时改为 2 天；2027-01-01 起；人手',
    'own.key: 24 hours, now 2 days; from 2027-01-01; 人手',
  ],
  [
    'limits-withdrawn | `${key} from ${validFrom}`',
    'hotline.reply from 2027-01-01',
    '答复；原定 2027-01-01 起',
    '答复; was to begin on 2027-01-01',
  ],
  ['matters-contact-seen | why.trim().slice(0, 500)', '核对门牌号', '核对门牌号', '核对门牌号'],
  ['matters-exported | `${format}: ${done}`', 'jsonl: 40', 'JSON 行；共 40 件', 'JSON lines; 40 matters'],
  ['matters-photo-redacted | ', '', '', ''],
  [
    "matters-words-seen | `${what}: ${seen.relations.join(',')}`",
    'order: owner,head',
    '在派单条上；身份：承办单位、单位负责人',
    'on the order; as owner unit, head of unit',
  ],
  ["matters-words-seen | `${what}: ${seen.relations.join(',')}`", 'api: ', '通过接口', 'through the API'],
  ['notices-calendar-made | ', '', '', ''],
  ['notices-calendar-revoked | ', '', '', ''],
  ['notices-message-discarded | messageId', '01M', '编号 01M', 'id 01M'],
  ['notices-message-retried | messageId', '01M', '编号 01M', 'id 01M'],
  ['notices-outlet-changed | `${kind} ${outletId}`', 'wecom 01A', '企业微信（编号 01A）', 'WeCom (id 01A)'],
  ['notices-outlet-off | `${outlet.kind} ${id}`', 'email 01A', '电子邮件（编号 01A）', 'e-mail (id 01A)'],
  ['notices-outlet-on | `${outlet.kind} ${id}`', 'dingtalk 01A', '钉钉（编号 01A）', 'DingTalk (id 01A)'],
  ['notices-outlet-removed | `${outlet.kind} ${id}`', 'feishu 01A', '飞书（编号 01A）', 'Feishu (id 01A)'],
  ['notices-outlet-tested | `${outlet.kind} ${id}`', 'webhook 01A', '其他系统（编号 01A）', 'another system (id 01A)'],
  [
    "people-account-created | `${login}: ${roles.join(',')}`",
    'chengban: handler,unitHead',
    '陈乘办(chengban)；承办、单位负责人',
    '陈乘办(chengban); Handling, Head of unit',
  ],
  [
    'people-account-disabled | colleague ? `${account.login} → ${colleague.login}` : account.login',
    'zhang → chengban',
    'zhang；事项交给陈乘办(chengban)',
    'zhang; matters go to 陈乘办(chengban)',
  ],
  [
    'people-account-disabled | colleague ? `${account.login} → ${colleague.login}` : account.login',
    'chengban',
    '陈乘办(chengban)',
    '陈乘办(chengban)',
  ],
  ['people-account-enabled | account.login', 'chengban', '陈乘办(chengban)', '陈乘办(chengban)'],
  ['people-category-changed | `${code} ${name}`', '0102 路灯', '0102 路灯', '0102 路灯'],
  ['people-category-created | `${code} ${name}`', '0102 路灯', '0102 路灯', '0102 路灯'],
  ['people-code-failed | ', '', '', ''],
  [
    'people-cover-arranged | `${from.login} → ${to.login} ${validFrom}…${validTo}`',
    'chengban → li 2026-12-01…2026-12-05',
    'li代陈乘办(chengban)，2026-12-01 起，到 2026-12-05',
    'li for 陈乘办(chengban), from 2026-12-01 to 2026-12-05',
  ],
  ['people-cover-ended | from.login', 'chengban', '陈乘办(chengban)', '陈乘办(chengban)'],
  ['people-duty-added | `${itemNo} ${title}`', '12 路灯维护', '12 路灯维护', '12 路灯维护'],
  ['people-duty-changed | `${fields.itemNo} ${fields.title}`', '12 路灯维护', '12 路灯维护', '12 路灯维护'],
  ['people-duty-corrected | `${fields.itemNo} ${fields.title}`', '12 路灯维护', '12 路灯维护', '12 路灯维护'],
  ['people-duty-ended | `${entry.itemNo} ${entry.title}`', '12 路灯维护', '12 路灯维护', '12 路灯维护'],
  ['people-factor-dropped | ', '', '', ''],
  ['people-factor-reset | person.login', 'chengban', '陈乘办(chengban)', '陈乘办(chengban)'],
  ["people-factor-roles-set | factorRoles.join(',')", 'handler,leader', '承办、领导', 'Handling, Leader'],
  ["people-factor-roles-set | factorRoles.join(',')", '', '都不用', 'none'],
  ['people-factor-set | ', '', '', ''],
  ['people-invitation-used | found.login', 'chengban', '陈乘办(chengban)', '陈乘办(chengban)'],
  ['people-invited | person.login', 'chengban', '陈乘办(chengban)', '陈乘办(chengban)'],
  ['people-openid-failed | vouched.refusal', 'openid-down', '认证服务连不上', 'the provider could not be reached'],
  ['people-openid-failed | vouched.refusal', 'openid-refused', '认证服务没有认可', 'the provider did not vouch for it'],
  [
    'people-openid-failed | vouched.refusal',
    'openid-stale',
    '登录过程已过期，要重新开始',
    'the sign-in was too old and has to begin again',
  ],
  ['people-openid-joined | ', '', '', ''],
  ['people-openid-off | issuer', 'https://id.example.gov.cn', 'https://id.example.gov.cn', 'https://id.example.gov.cn'],
  ['people-openid-on | issuer', 'https://id.example.gov.cn', 'https://id.example.gov.cn', 'https://id.example.gov.cn'],
  ["people-openid-parted | isOwn ? '' : accountId", 'chengban', '陈乘办(chengban)', '陈乘办(chengban)'],
  ['people-openid-unknown | ', '', '', ''],
  ['people-password-changed | ', '', '', ''],
  ['people-password-set | person.login', 'chengban', '陈乘办(chengban)', '陈乘办(chengban)'],
  ['people-place-changed | name', '东村', '东村', '东村'],
  ['people-place-created | name', '东村', '东村', '东村'],
  ['people-post-ended | `${account.login}: ${post.role}`', 'chengban: handler', '陈乘办(chengban)；承办', '陈乘办(chengban); Handling'],
  [
    'people-post-given | `${account.login}: ${role}`',
    'chengban: audit',
    '陈乘办(chengban)；审计管理',
    '陈乘办(chengban); Audit administration',
  ],
  ['people-recovery-renewed | ', '', '', ''],
  ['people-set-up | login', 'chengban', '陈乘办(chengban)', '陈乘办(chengban)'],
  ['people-sign-in-failed | ', '', '', ''],
  ['people-signed-in | why', 'password', '用密码', 'by password'],
  ['people-signed-in | why', 'openid', '通过统一认证', 'by the identity provider'],
  ['people-signed-in | why', 'code', '密码和动态码', 'by password and code'],
  ['people-signed-in | why', 'recovery', '密码和恢复码', 'by password and recovery code'],
  ['people-signed-out | ', '', '', ''],
  [
    "people-token-created | `${person.login}: ${asked.roles.join(',')}`",
    'chengban: handler',
    '陈乘办(chengban)；承办',
    '陈乘办(chengban); Handling',
  ],
  ['people-token-revoked | id', '01T', '编号 01T', 'id 01T'],
  ['people-unit-changed | name', '住建局', '住建局', '住建局'],
  ['people-unit-created | name', '住建局', '住建局', '住建局'],
  ['people-unit-ended | unit.name', '住建局', '住建局', '住建局'],
  ['plain-word-changed | phrase', '依法依规', '依法依规', '依法依规'],
  ['plain-word-ended | before.phrase', '依法依规', '依法依规', '依法依规'],
  [
    "rates-exported | `${ask.period.code} ${ask.by}${ask.isPublic ? ' public' : ''}`",
    '2026-Q4 unit',
    '2026 年第 4 季度；按单位',
    '2026-Q4; by unit',
  ],
  [
    "rates-exported | `${ask.period.code} ${ask.by}${ask.isPublic ? ' public' : ''}`",
    '2026-11 place public',
    '2026-11；按地点；公开口径',
    '2026-11; by place; as published',
  ],
  ["rates-exported | `${ask.period.code} ${ask.by}${ask.isPublic ? ' public' : ''}`", '2026 category', '2026；按类别', '2026; by category'],
  ["rates-exported | `${ask.period.code} ${ask.by}${ask.isPublic ? ' public' : ''}`", '2026 null', '2026；全部合计', '2026; in all'],
  ['relay-asked | `${said.ask.kind}: ${id}`', 'connect: 01R', '转接通话', 'to be put through'],
  ['relay-asked | `${said.ask.kind}: ${id}`', 'passOn: 01R', '转告一句话', 'to pass on a message'],
  ['relay-carried | `${said.carry.outcome}: ${id}`', 'connected: 01R', '已接通', 'put through'],
  ['relay-carried | `${said.carry.outcome}: ${id}`', 'passedOn: 01R', '已转告', 'passed on'],
  ['relay-carried | `${said.carry.outcome}: ${id}`', 'noAnswer: 01R', '没打通', 'nobody answered'],
  ['relay-carried | `${said.carry.outcome}: ${id}`', 'declined: 01R', '反映人不愿联系', 'the raiser declined'],
  [
    "retention-changed | `${rule.what} ${rule.kind} ${rule.confidentiality}: ${rule.months ?? 'kept'} from ${rule.validFrom}; ${rule.basis}; ${rule.reason}`",
    'raiser help accusation: 36 from 2027-01-01; 个保法 19; 上级要求',
    '反映人的姓名、电话、住址、求助、举报控告；保存 36 个月；2027-01-01 起；个保法 19；上级要求',
    "raiser's name, phone, address, request for help, accusation; kept 36 months; from 2027-01-01; 个保法 19; 上级要求",
  ],
  [
    "retention-changed | `${rule.what} ${rule.kind} ${rule.confidentiality}: ${rule.months ?? 'kept'} from ${rule.validFrom}; ${rule.basis}; ${rule.reason}`",
    'files * *: kept from 2027-01-01; 条; 因',
    '照片和文件、不分类型、不分密级；一直保存；2027-01-01 起；条；因',
    'photos and papers, any kind, any confidentiality; kept for good; from 2027-01-01; 条; 因',
  ],
  [
    'retention-held | `${matter.number}: ${basis}; ${reason}`.slice(0, 500)',
    'D3300002026112300427: 〔2026〕8号; 诉讼中',
    'D3300002026112300427：〔2026〕8号；诉讼中',
    'D3300002026112300427: 〔2026〕8号; 诉讼中',
  ],
  ['retention-hold-ended | reason.trim().slice(0, 300)', '已结案', '已结案', '已结案'],
  [
    'retention-looks-cleared | `${gone} before ${log.before.slice(0, 10)}`',
    '40 before 2026-01-01',
    '2026-01-01 以前的 40 条',
    '40 from before 2026-01-01',
  ],
  ['sharing-task-shared | `${whole.number}: ${row.mark}`', 'D3300002026112300427: K7QD3M9P', '水印编号 K7QD3M9P', 'watermark K7QD3M9P'],
  ['sharing-task-withdrawn | id', '01S', '编号 01S', 'id 01S'],
  [
    "sharing-trace-asked | `${code ?? number}: ${why.trim().slice(0, 300)}${by ? '' : ' (command line)'}`",
    'K7QD3M9P: 群里见到照片',
    'K7QD3M9P；群里见到照片',
    'K7QD3M9P; 群里见到照片',
  ],
  [
    "sharing-trace-asked | `${code ?? number}: ${why.trim().slice(0, 300)}${by ? '' : ' (command line)'}`",
    'K7QD3M9P: 群里见到照片 (command line)',
    'K7QD3M9P；群里见到照片；在命令行',
    'K7QD3M9P; 群里见到照片; command line',
  ],
  [
    "similar-switched | changed.join('; ')",
    'twins off; routing on',
    '关闭“可能是同一件事”的提示；打开类别和单位的建议',
    'hints that matters are one off; proposals of category and unit on',
  ],
  [
    "site-words-changed | Object.keys(given).join(',')",
    'county,phone,phoneHours,code',
    '县名、热线电话、接听时间、行政区划代码',
    'name of the county, hotline number, hours of the hotline, division code',
  ],
  ['template-changed | fields.title', '路灯答复', '路灯答复', '路灯答复'],
  ['template-ended | before.title', '路灯答复', '路灯答复', '路灯答复'],
  ["verdicts-contact-seen | 'callback'", 'callback', '回访', 'call-back'],
  ["verdicts-link-printed | 'callback'", 'callback', '印在回访单上', 'on a call-back sheet'],
  [
    "workbooks-ledger-exported | [`${format}: ${file.done()}`, ...ledger.filters].join('; ')",
    'csv: 40; 承办单位“住建局”',
    'CSV 表；共 40 件；承办单位“住建局”',
    'CSV; 40 matters; 承办单位“住建局”',
  ],
  ["workbooks-ledger-exported | [format, ...ledger.filters].join('; ').slice(0, 500)", 'xlsx', 'Excel 表', 'Excel sheet'],
  ['workbooks-rejected-fetched | run.id', '01W', '导入批次 01W', 'import 01W'],
];

test('every place that writes into the log has its words, and no place is told that is gone', () => {
  const places = [...new Set(filesIn(join(import.meta.dirname, '../..')).flatMap(placesIn))].sort();
  expect([...new Set(told.map(([place]) => place))].sort()).toEqual(places);
  const acts = places.flatMap((place) => actsOf(place.split(' | ')[0] ?? ''));
  expect(acts.filter((act) => !knownActs.has(act))).toEqual([]);
  expect(acts.filter((act) => !readActs.has(act))).toEqual([]);
});
/** Two names are made of pieces. */
const actsOf = (what: string): string[] =>
  what.startsWith('`people-')
    ? ['units', 'places', 'duties', 'categories', 'people'].map((kind) => `people-${kind}-imported`)
    : what.startsWith('`retention-')
      ? ['retention-raiser-cleared', 'retention-files-cleared']
      : [what];

test.each(told)('%s: %s', (place, kept, zh, en) => {
  for (const act of actsOf(place.split(' | ')[0] ?? ''))
    expect([whyWords(act, kept, 'zh', names), whyWords(act, kept, 'en', names)]).toEqual([zh, en]);
});

test('a code nobody knows any more, and an act nobody knows, stay as they were written', () => {
  expect(whyWords('people-signed-in', 'by-fax', 'zh', names)).toBe('by-fax');
  expect(whyWords('limits-changed', 'something else', 'en', names)).toBe('something else');
  expect(whyWords('an-old-act', '旧的话', 'zh', names)).toBe('旧的话');
});
