// One's own sign-in: password, second step, the county's identity, and where one is signed in. Nobody sees this of anybody else.
import type { Instant } from '#core/time/day.ts';
import { Form, Hidden, SubmitRow } from '#ui/form.tsx';
import { instantWords, type Lang, pick } from '#ui/lang.ts';
import { Light, Tag } from '#ui/light.tsx';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { SummaryList } from '#ui/summary-list.tsx';
import { Table } from '#ui/table.tsx';

const text = {
  zh: {
    title: '我的登录',
    login: '账号',
    unit: '单位',
    password: '密码',
    change: '改密码',
    factor: '第二道验证',
    on: '已启用',
    off: '未启用',
    manage: '设置',
    leave: '请假代办',
    leaveHref: '安排或查看',
    identity: '统一认证',
    joined: (issuer: string) => `已连上 ${issuer}`,
    apart: '还没有连上',
    join: '连上我的统一身份',
    part: '断开统一身份',
    sessions: '登录在哪里',
    sessionsWhy: '只有您自己看得到这张表。不认得的，马上结束它，再改密码。',
    place: '从哪里',
    device: '浏览器',
    since: '登录时间',
    here: '就是这里',
    end: '结束',
    endAll: '结束别处的全部登录',
    ended: '已经结束',
    done: '已经改好',
    places: { here: '本机', inside: '内部网络', outside: '外部网络', '': '不详' },
    unknown: '不详',
  },
  en: {
    title: 'My sign-in',
    login: 'Account',
    unit: 'Unit',
    password: 'Password',
    change: 'Change it',
    factor: 'Second step',
    on: 'In use',
    off: 'Not in use',
    manage: 'Set up',
    leave: 'Standing in during leave',
    leaveHref: 'Arrange or see',
    identity: 'County identity',
    joined: (issuer: string) => `Joined to ${issuer}`,
    apart: 'Not joined',
    join: 'Join my county identity',
    part: 'Part them again',
    sessions: 'Where you are signed in',
    sessionsWhy: 'Only you see this table. End what you do not know, then change the password.',
    place: 'From',
    device: 'Browser',
    since: 'Signed in',
    here: 'this one',
    end: 'End',
    endAll: 'End all others',
    ended: 'Ended',
    done: 'Saved',
    places: { here: 'This machine', inside: 'Inside network', outside: 'Outside network', '': 'Unknown' },
    unknown: 'Unknown',
  },
} satisfies Record<Lang, unknown>;

export type SessionLine = { id: string; since: Instant; addressClass: string; device: string; isThis: boolean };
type MySignInProps = {
  frame: StaffFrame;
  login: string;
  unitName: string;
  hasFactor: boolean;
  sessions: readonly SessionLine[];
  /** null: this county has no identity provider switched on. */
  identity: { issuer: string | null } | null;
  said: 'ended' | 'done' | null;
  problem: string | null;
  now: Instant;
};

export function MySignInPage({ frame, login, unitName, hasFactor, sessions, identity, said, problem, now }: MySignInProps) {
  const { lang, csrf } = frame;
  const t = pick(text, lang);
  const placeOf = (line: SessionLine): string => t.places[line.addressClass as keyof typeof t.places] ?? t.unknown;
  return (
    <StaffPage {...frame} title={t.title} hasErrors={problem !== null}>
      <h1>{t.title}</h1>
      {said ? <Notice tone="success" title={t[said]} /> : null}
      {problem ? <Notice tone="stop" title={problem} /> : null}
      <SummaryList
        facts={[
          { term: t.login, value: login },
          { term: t.unit, value: unitName },
          { term: t.password, value: <a href="/staff/password">{t.change}</a> },
          {
            term: t.factor,
            value: (
              <>
                <Light colour={hasFactor ? 'green' : 'grey'}>{hasFactor ? t.on : t.off}</Light>{' '}
                <a href="/staff/second-factor">{t.manage}</a>
              </>
            ),
          },
          { term: t.leave, value: <a href="/staff/leave">{t.leaveHref}</a> },
          ...(identity ? [{ term: t.identity, value: identity.issuer === null ? t.apart : t.joined(identity.issuer) }] : []),
        ]}
      />
      {identity ? (
        <Form action={identity.issuer === null ? '/staff/me/join' : '/staff/me/part'} csrf={csrf}>
          <SubmitRow label={identity.issuer === null ? t.join : t.part} />
        </Form>
      ) : null}
      <h2>{t.sessions}</h2>
      <p>{t.sessionsWhy}</p>
      <Table
        lang={lang}
        caption={t.sessions}
        hideCaption
        rows={sessions}
        columns={[
          {
            head: t.since,
            kind: 'main',
            cell: (line) => (
              <>
                {instantWords(line.since, now, lang)} {line.isThis ? <Tag>{t.here}</Tag> : null}
              </>
            ),
          },
          { head: t.place, cell: placeOf },
          { head: t.device, cell: (line) => line.device || t.unknown },
          {
            head: t.end,
            labelled: false,
            cell: (line) =>
              line.isThis ? null : (
                <Form action="/staff/me/end-session" csrf={csrf}>
                  <Hidden name="id" value={line.id} />
                  <button type="submit" class="btn">
                    {t.end} <span class="sr">{`${instantWords(line.since, now, lang)} ${placeOf(line)}`}</span>
                  </button>
                </Form>
              ),
          },
        ]}
      />
      {sessions.length > 1 ? (
        <Form action="/staff/me/end-others" csrf={csrf}>
          <SubmitRow label={t.endAll} danger />
        </Form>
      ) : null}
    </StaffPage>
  );
}
