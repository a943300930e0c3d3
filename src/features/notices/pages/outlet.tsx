// One outlet: whether it works (test it), whether it is on, how it is set, and what it could not deliver. Secrets go in and never come out.
import type { Instant } from '#core/time/day.ts';
import { BackLink } from '#ui/back-link.tsx';
import { Select, type SelectOption } from '#ui/choice.tsx';
import { Details } from '#ui/details.tsx';
import { ErrorSummary } from '#ui/error-summary.tsx';
import { Field } from '#ui/field.tsx';
import { Form, SubmitRow } from '#ui/form.tsx';
import { asField, type FormState } from '#ui/form-state.ts';
import { groupNumber, instantShort, type Lang, pick } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { SummaryList } from '#ui/summary-list.tsx';
import type { OutletField } from '../actions-outlets.ts';
import { type OutletKindName, outletKinds } from './outlets.tsx';

const text = {
  zh: {
    back: '出口',
    add: (kind: string) => `加一个出口：${kind}`,
    said: {
      made: '已保存，现在还关着。先测试，再打开。',
      saved: '已保存',
      on: '已打开，新的提醒会从这里发出',
      off: '已关闭，排队的消息不再发送',
      retried: '已放回队列，马上再发',
      discarded: '已记下，不再发送',
    },
    state: '状态',
    on: '已打开',
    off: '关着，什么都不发',
    turnOn: '打开',
    turnOff: '关闭',
    offWhy: '关闭后，排队的消息不再发送；系统里的提醒照旧。',
    lastOk: '上次成功',
    lastFailed: '上次失败',
    resting: '下次尝试',
    never: '还没有',
    leads: '发到',
    test: '测试',
    testWhy: '立即发一条测试消息，最多等十秒，结果写在这里。关着也可以测试。',
    testTo: '测试邮件发给',
    testDo: '发一条测试消息',
    testOk: '测试成功：对方收下了',
    testFailed: '测试没有成功',
    settings: '设置',
    name: '名称',
    nameHint: '例如“住建局工作群”。',
    unit: '发哪个单位的提醒',
    unitHint: '连同它下面的单位。',
    all: '全县',
    address: { robot: '机器人的 Webhook 地址', webhook: '接收网址' },
    addressHint: {
      wecom: '群设置 → 群机器人 → 添加 → 复制整段地址（qyapi.weixin.qq.com/…?key=…）。每分钟最多 20 条，系统自动合并、放慢。',
      dingtalk: '群设置 → 机器人 → 自定义 → 安全设置选“加签”，复制地址和密钥。每分钟最多 20 条，系统自动合并、放慢。',
      feishu: '群设置 → 群机器人 → 自定义机器人 → 打开“签名校验”，复制地址和密钥。每分钟最多 100 条。',
      webhook: 'https:// 开头。对方按 Standard Webhooks 校验签名；同一条消息重发时 webhook-id 不变。',
    },
    stays: '已保存，不再显示。不改就留空。',
    staysWith: '已保存，不再显示。换了网址要重填。',
    secret: { robot: '加签密钥', webhook: '签名密钥' },
    secretHint: { robot: '没有开加签就留空。', webhook: '已替您生成一个，请同时交给对方；保存后不再显示。' },
    host: '邮件服务器',
    port: '端口',
    security: '加密',
    securities: { tls: '一开始就加密（465）', starttls: '先连接再加密（587）', none: '不加密（只限本机或写明的主机）' },
    user: '用户名',
    userHint: '不用登录就留空。',
    password: '密码或授权码',
    from: '发件地址',
    domains: '只发给这些域名的邮箱',
    domainsHint: '例如“示例县.gov.cn”写作 example.gov.cn；多个用空格隔开，不填就不限。',
    quietFrom: '静默从',
    quietTo: '到',
    quietHint: '这段时间不发，早上合成一条；两小时内要办的不受限制。写成一样就是不静默。',
    join: '几分钟内的合成一条',
    save: '保存',
    saveFirst: '保存（先不打开）',
    dead: '没送出去的',
    deadWhy: '试了多次或对方明确拒收。改好设置后可以重发，或写明原因不再发送。',
    retry: '重发',
    reason: '不再发送的原因',
    discard: '不再发送',
    tried: (n: number) => `试了 ${n} 次`,
    queue: '排队的',
    queueNone: '没有排队的消息',
    nextAt: (at: string) => `${at} 发`,
    remove: '删除这个出口',
    removeWhy: '密钥一并清除，排队的消息不再发送。发送记录保留 30 天。',
  },
  en: {
    back: 'Outlets',
    add: (kind: string) => `Add an outlet: ${kind}`,
    said: {
      made: 'Saved; it is still off. Test it, then switch it on.',
      saved: 'Saved',
      on: 'Switched on: new notices leave from here',
      off: 'Switched off; what waited is not sent',
      retried: 'Back in the queue, sent at once',
      discarded: 'Noted; it is not sent',
    },
    state: 'State',
    on: 'on',
    off: 'off, nothing is sent',
    turnOn: 'Switch on',
    turnOff: 'Switch off',
    offWhy: 'What waits is then not sent; notices in the product go on.',
    lastOk: 'Last success',
    lastFailed: 'Last failure',
    resting: 'Next try',
    never: 'none yet',
    leads: 'Leads to',
    test: 'Test',
    testWhy: 'Sends a test message at once, waits ten seconds at most and says here what came of it. Works while the outlet is off.',
    testTo: 'Send the test letter to',
    testDo: 'Send a test message',
    testOk: 'The test worked: the other side took it',
    testFailed: 'The test did not work',
    settings: 'Settings',
    name: 'Name',
    nameHint: 'For example "Work group of the housing bureau".',
    unit: 'Notices of which unit',
    unitHint: 'With the units below it.',
    all: 'the whole county',
    address: { robot: 'Webhook address of the robot', webhook: 'Address that receives' },
    addressHint: {
      wecom:
        'Group settings, robots, add, copy the whole address (qyapi.weixin.qq.com/…?key=…). 20 a minute at most; we join and slow down by ourselves.',
      dingtalk:
        'Group settings, robots, custom, choose signing, copy address and secret. 20 a minute at most; we join and slow down by ourselves.',
      feishu: 'Group settings, robots, custom robot, switch on signature checks, copy address and secret. 100 a minute at most.',
      webhook:
        'Begins with https://. The other side checks signatures by Standard Webhooks; webhook-id stays the same when a message is sent again.',
    },
    stays: 'Kept and never shown again. Leave empty to keep it.',
    staysWith: 'Kept and never shown again. With a new address, type it again.',
    secret: { robot: 'Signing secret', webhook: 'Signing secret' },
    secretHint: {
      robot: 'Leave empty if the robot does not sign.',
      webhook: 'One was made for you: give it to the other side too; it is not shown after saving.',
    },
    host: 'Mail server',
    port: 'Port',
    security: 'Encryption',
    securities: { tls: 'from the first byte (465)', starttls: 'after connecting (587)', none: 'none (this machine or a named host only)' },
    user: 'User name',
    userHint: 'Leave empty if it needs no sign-in.',
    password: 'Password or authorisation code',
    from: 'Sender',
    domains: 'Only to mailboxes of these domains',
    domainsHint: 'For example example.gov.cn; several set apart by spaces; empty for any.',
    quietFrom: 'Quiet from',
    quietTo: 'to',
    quietHint:
      'Nothing is sent then; in the morning it is one message. What must be done within two hours passes. The same time twice means never quiet.',
    join: 'Minutes within which notices are joined',
    save: 'Save',
    saveFirst: 'Save (still off)',
    dead: 'Not delivered',
    deadWhy: 'Tried many times, or plainly refused. Send again after a change, or say why it is not sent.',
    retry: 'Send again',
    reason: 'Why it is not sent',
    discard: 'Do not send',
    tried: (n: number) => `tried ${n} times`,
    queue: 'Waiting',
    queueNone: 'Nothing waits',
    nextAt: (at: string) => `to be sent ${at}`,
    remove: 'Remove this outlet',
    removeWhy: 'Its secret goes with it, and what waits is not sent. The list of what was sent stays 30 days.',
  },
} satisfies Record<Lang, unknown>;

export type OutletMessage = {
  id: string;
  numbers: readonly string[];
  why: string;
  attempts: number;
  createdAt: Instant;
  nextAt: Instant;
};
export type OutletPageProps = {
  frame: StaffFrame;
  kind: OutletKindName;
  /** Null while it is being added. */
  outlet: {
    id: string;
    name: string;
    isOn: boolean;
    host: string;
    lastOkAt: Instant | null;
    lastFailedAt: Instant | null;
    lastWhy: string;
    restUntil: Instant | null;
  } | null;
  form: FormState<OutletField>;
  units: readonly SelectOption[];
  mayBePlain: boolean;
  dead: readonly OutletMessage[];
  waiting: readonly OutletMessage[];
  now: Instant;
  said: keyof (typeof text)['zh']['said'] | null;
  refused: string | null;
  test: { ok: boolean; words: string } | null;
  testTo: string;
};

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

type Standing = OutletPageProps & { outlet: NonNullable<OutletPageProps['outlet']> };

function Standing({ frame, kind, outlet, now, testTo }: Standing) {
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

function Settings({ frame, kind, outlet, form, units, mayBePlain }: OutletPageProps) {
  const { lang, csrf } = frame;
  const t = pick(text, lang);
  const isNew = outlet === null;
  const robot = kind === 'webhook' ? 'webhook' : 'robot';
  const f = (name: OutletField) => ({ ...asField(form, name), lang });
  return (
    <Form action={isNew ? `/staff/outlets/new/${kind}` : `/staff/outlets/${outlet.id}`} csrf={csrf}>
      <Field {...f('name')} label={t.name} hint={t.nameHint} width="middle" maxlength={60} />
      <Select {...f('unitId')} label={t.unit} hint={t.unitHint} blank={t.all} options={units} />
      {kind === 'email' ? (
        <>
          <Field {...f('host')} label={t.host} width="middle" />
          <Field {...f('port')} label={t.port} width="short" inputmode="numeric" />
          <Select
            {...f('security')}
            label={t.security}
            blank={null}
            options={(['tls', 'starttls', 'none'] as const)
              .filter((way) => way !== 'none' || mayBePlain || form.values.security === 'none')
              .map((way) => ({ value: way, label: t.securities[way] }))}
          />
          <Field {...f('from')} label={t.from} type="email" width="middle" />
          <Field {...f('user')} label={t.user} hint={t.userHint} optional autocomplete="off" width="middle" />
          <Field
            {...f('password')}
            label={t.password}
            type="password"
            hint={isNew ? undefined : t.stays}
            optional
            autocomplete="new-password"
            width="middle"
          />
          <Field {...f('domains')} label={t.domains} hint={t.domainsHint} optional width="middle" />
        </>
      ) : (
        <>
          <Field
            {...f('address')}
            label={t.address[robot]}
            hint={
              <>
                {isNew ? null : <b>{t.stays} </b>}
                {t.addressHint[kind]}
              </>
            }
            optional={!isNew}
            autocomplete="off"
          />
          {kind === 'wecom' ? null : (
            <Field
              {...f('secret')}
              label={t.secret[robot]}
              hint={isNew ? t.secretHint[robot] : t.staysWith}
              optional={robot === 'robot' || !isNew}
              autocomplete="off"
            />
          )}
        </>
      )}
      <p class="hint">{t.quietHint}</p>
      <div class="two">
        <Field {...f('quietFrom')} label={t.quietFrom} width="short" />
        <Field {...f('quietTo')} label={t.quietTo} width="short" />
      </div>
      <Field {...f('joinMinutes')} label={t.join} width="short" inputmode="numeric" />
      <SubmitRow label={isNew ? t.saveFirst : t.save} cancel={{ href: '/staff/outlets', label: t.back }} />
    </Form>
  );
}

function Dead({ frame, outlet, dead, now }: Standing) {
  const { lang, csrf } = frame;
  const t = pick(text, lang);
  return (
    <section class="card" id="dead">
      <h2>
        {t.dead} <span class="num">{dead.length}</span>
      </h2>
      <p class="muted">{t.deadWhy}</p>
      {dead.map((message) => {
        const here = `/staff/outlets/${outlet.id}/messages/${message.id}`;
        return (
          <article class="dead-message">
            <p>
              <b class="num">{instantShort(message.createdAt, now, lang)}</b> {numbersOf(message.numbers)}
              {lang === 'zh' ? '，' : ', '}
              {t.tried(message.attempts)}
            </p>
            <p>{message.why}</p>
            <Form action={`${here}/retry`} csrf={csrf}>
              <button type="submit" class="btn">
                {t.retry}
              </button>
            </Form>
            <form action={`${here}/discard`} method="post" class="discard">
              <input type="hidden" name="csrf" value={csrf} />
              <label>
                {t.reason} <input type="text" name="reason" maxlength={500} />
              </label>{' '}
              <button type="submit" class="btn">
                {t.discard}
              </button>
            </form>
          </article>
        );
      })}
    </section>
  );
}

function Queue({ frame, waiting, now }: OutletPageProps) {
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <section class="card">
      <h2>{t.queue}</h2>
      {waiting.length === 0 ? (
        <p>{t.queueNone}</p>
      ) : (
        <ul>
          {waiting.map((message) => (
            <li>
              {numbersOf(message.numbers)} <span class="muted">{t.nextAt(instantShort(message.nextAt, now, lang))}</span>
              {message.why ? <span class="sub"> {message.why}</span> : null}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function numbersOf(numbers: readonly string[]) {
  const [first = '', ...more] = numbers;
  return (
    <span class="num">
      {groupNumber(first)}
      {more.length > 0 ? ` +${more.length}` : ''}
    </span>
  );
}
