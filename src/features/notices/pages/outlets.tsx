// Every way in which the product calls out, on one page: nothing else leaves it, and all of it is off until somebody here switches it on.
import type { Instant } from '#core/time/day.ts';
import { Details } from '#ui/details.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { cappedCount, instantShort, type Lang, pick } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { Sign } from '#ui/sign.tsx';
import { Table } from '#ui/table.tsx';

const text = {
  zh: {
    title: '出口',
    lead: '系统向外发送的所有途径都在这一页。默认全部关闭；发出去的只有编号和链接，没有事项内容，也没有任何人的信息。加密级的事项连编号也不发。',
    none: '还没有设置出口，现在什么都不往外发',
    noneWhy: '提醒照样在系统里显示。需要发到工作群或邮箱，就在下面加一个。',
    name: '出口',
    state: '状态',
    on: '已打开',
    off: '关着',
    unit: '发哪个单位的',
    all: '全县',
    ok: '上次成功',
    failed: '上次失败',
    never: '还没有',
    waiting: '排队',
    dead: '没送出去',
    resting: (at: string) => `对方有问题，${at} 再试`,
    since: (at: string) => `最早 ${at}`,
    add: '加一个出口',
    noBase: '还没有设置对外网址（DAODI_BASE_URL），消息里只有编号，没有链接。',
    raisers: '发给反映人的',
    raisersWhy: (n: string) => `有 ${n} 条要告诉反映人的消息等着，还没有开通短信。系统不自己发短信；评价链接可以打印，或在回访时告诉本人。`,
    raisersNone: '没有等着发给反映人的消息。',
    sms: '以后接短信平台怎么办',
    smsWhy:
      '用“签名推送”把编号推给县里自己的短信程序，由它凭自己的权限取联系方式；手机号不会从这里推出去。格式见 docs/operate/outlets.md。',
    others: '其他会连到别处的设置',
    othersWhy: '这些在别处设置（启动设置，或登录设置），这里只列出来，不能改。',
    what: '用途',
    where: '连到哪里',
    byWhom: '由谁设置',
    removed: '已删除，密钥一并清除，排队的消息不再发送。',
  },
  en: {
    title: 'Outlets',
    lead: 'Every way in which the product calls out is on this page. All are off at first; only numbers and links leave, nothing of a matter and of nobody. Of sealed matters not even the number.',
    none: 'No outlet is set up: nothing leaves the product',
    noneWhy: 'Notices are shown in the product as ever. To send them to a work group or a mailbox, add an outlet below.',
    name: 'Outlet',
    state: 'State',
    on: 'on',
    off: 'off',
    unit: 'For',
    all: 'the whole county',
    ok: 'Last success',
    failed: 'Last failure',
    never: 'none yet',
    waiting: 'Waiting',
    dead: 'Not delivered',
    resting: (at: string) => `resting, next try ${at}`,
    since: (at: string) => `since ${at}`,
    add: 'Add an outlet',
    noBase: 'No public address is set (DAODI_BASE_URL): messages hold numbers without links.',
    raisers: 'For raisers',
    raisersWhy: (n: string) =>
      `${n} messages for raisers wait; no text messages are set up. The product sends none itself; a verdict link can be printed or told at the call-back.`,
    raisersNone: 'Nothing waits for raisers.',
    sms: 'How to connect text messages later',
    smsWhy:
      "Let the signed push give numbers to the county's own text-message program, which fetches the contact with its own rights; no phone number is pushed from here. See docs/operate/outlets.md.",
    others: 'Other settings that lead elsewhere',
    othersWhy: 'Decided elsewhere (start settings, or sign-in settings); shown here, not changed here.',
    what: 'What for',
    where: 'Leads to',
    byWhom: 'Set by',
    removed: 'Removed, its secret with it; what waited is not sent.',
  },
} satisfies Record<Lang, unknown>;

export const outletKinds = {
  wecom: { zh: '企业微信群机器人', en: 'WeCom group robot' },
  dingtalk: { zh: '钉钉群机器人', en: 'DingTalk group robot' },
  feishu: { zh: '飞书群机器人', en: 'Feishu group robot' },
  email: { zh: '邮件（SMTP）', en: 'Mail (SMTP)' },
  webhook: { zh: '签名推送（Webhook）', en: 'Signed push (webhook)' },
} satisfies Record<string, Record<Lang, string>>;
export type OutletKindName = keyof typeof outletKinds;

/** A way out that is set by the environment: shown, so that this page is complete. `where` null = not in use. */
export type OtherWayOut = { name: Record<Lang, string>; where: string | null; setting: string };

export type OutletLine = {
  id: string;
  kind: OutletKindName;
  name: string;
  isOn: boolean;
  host: string;
  unitName: string | null;
  lastOkAt: Instant | null;
  lastFailedAt: Instant | null;
  lastWhy: string;
  restUntil: Instant | null;
  waiting: number;
  dead: number;
  oldest: Instant | null;
};

type OutletsPageProps = {
  frame: StaffFrame;
  kinds: readonly OutletKindName[];
  lines: readonly OutletLine[];
  now: Instant;
  hasBaseUrl: boolean;
  /** Counted up to a thousand. */
  forRaisers: number;
  others: readonly OtherWayOut[];
  removed: boolean;
};

export function OutletsPage({ frame, kinds, lines, now, hasBaseUrl, forRaisers, others, removed }: OutletsPageProps) {
  const { lang } = frame;
  const t = pick(text, lang);
  const when = (at: Instant | null) => (at ? <span class="num">{instantShort(at, now, lang)}</span> : t.never);
  return (
    <StaffPage {...frame} current="/staff/outlets" title={t.title}>
      <h1>{t.title}</h1>
      {removed ? <Notice tone="success" title={t.removed} /> : null}
      <p>{t.lead}</p>
      {hasBaseUrl || lines.length === 0 ? null : <Notice tone="warning" title={t.noBase} />}
      {lines.length === 0 ? (
        <EmptyState title={t.none}>
          <p>{t.noneWhy}</p>
        </EmptyState>
      ) : (
        <Table
          lang={lang}
          caption={t.title}
          hideCaption
          rows={lines}
          columns={[
            {
              head: t.name,
              kind: 'main',
              cell: (line) => (
                <>
                  <a href={`/staff/outlets/${line.id}`}>{line.name}</a>
                  <span class="sub">
                    {outletKinds[line.kind][lang]} · {line.host}
                  </span>
                </>
              ),
            },
            {
              head: t.state,
              cell: (line) => (
                <>
                  <Sign shape={line.isOn ? 'tick' : 'dash'} /> {line.isOn ? t.on : t.off}
                  {line.isOn && line.restUntil && line.restUntil > now ? (
                    <span class="sub">{t.resting(instantShort(line.restUntil, now, lang))}</span>
                  ) : null}
                </>
              ),
            },
            { head: t.unit, cell: (line) => line.unitName ?? t.all },
            { head: t.ok, cell: (line) => when(line.lastOkAt) },
            {
              head: t.failed,
              cell: (line) => (
                <>
                  {when(line.lastFailedAt)}
                  {line.lastWhy ? <span class="sub">{line.lastWhy}</span> : null}
                </>
              ),
            },
            {
              head: t.waiting,
              kind: 'num',
              cell: (line) => (
                <>
                  {line.waiting}
                  {line.oldest ? <span class="sub">{t.since(instantShort(line.oldest, now, lang))}</span> : null}
                </>
              ),
            },
            { head: t.dead, kind: 'num', cell: (line) => (line.dead > 0 ? <a href={`/staff/outlets/${line.id}#dead`}>{line.dead}</a> : 0) },
          ]}
        />
      )}
      <h2>{t.add}</h2>
      <ul class="outlet-kinds">
        {kinds.map((kind) => (
          <li>
            <a class="btn" href={`/staff/outlets/new/${kind}`}>
              {outletKinds[kind][lang]}
            </a>
          </li>
        ))}
      </ul>
      <h2>{t.raisers}</h2>
      <p>{forRaisers > 0 ? t.raisersWhy(cappedCount(forRaisers, 999)) : t.raisersNone}</p>
      <Details summary={t.sms}>
        <p>{t.smsWhy}</p>
      </Details>
      {others.length > 0 ? (
        <>
          <h2>{t.others}</h2>
          <p class="muted">{t.othersWhy}</p>
          <Table
            lang={lang}
            caption={t.others}
            hideCaption
            rows={others}
            columns={[
              { head: t.what, kind: 'main', cell: (way) => way.name[lang] },
              {
                head: t.where,
                cell: (way) => (
                  <>
                    <Sign shape={way.where === null ? 'dash' : 'tick'} /> {way.where ?? t.off}
                  </>
                ),
              },
              { head: t.byWhom, cell: (way) => <code>{way.setting}</code> },
            ]}
          />
        </>
      ) : null}
    </StaffPage>
  );
}
