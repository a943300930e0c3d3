// The staff door of the audit. Mount it at /staff, behind the gate. Audit administration only.
import { type Context, Hono } from 'hono';
import { roleNames } from '#features/people/index.ts';
import { webStream } from '#platform/files/web-stream.ts';
import { queryText } from '#platform/http/form.ts';
import type { Ports } from '#platform/ports.ts';
import { requireRole } from '#platform/session/require-staff.ts';
import { holdsAny, type NavItem, type Staff, type StaffEnv, staffFrameOf } from '#platform/session/staff.ts';
import { csvStream } from '#platform/spreadsheets/write-csv.ts';
import { type Line, lookIntoLog, type Problems, stamp, takeLog } from './actions.ts';
import { AuditPage, askSentences } from './pages/audit.tsx';
import { askNames, readCursor, type Typed } from './rules.ts';

type StaffContext = Context<StaffEnv>;

export const auditNav = (me: Staff, lang: 'zh' | 'en'): NavItem[] =>
  holdsAny(me, 'audit') ? [{ href: '/staff/audit', label: lang === 'zh' ? '审计' : 'Audit' }] : [];

const rolesIn = (roles: readonly string[], lang: 'zh' | 'en'): string =>
  roles.map((role) => (roleNames as Record<string, { zh: string; en: string }>)[role]?.[lang] ?? role).join(lang === 'zh' ? '、' : ', ');
const heads = {
  zh: ['时间', '姓名', '账号', '单位', '岗位', '做了什么', '事项编号', '说明', '网络'],
  en: ['When', 'Name', 'Account', 'Unit', 'Posts', 'What was done', 'Matter', 'Words', 'Network'],
};

export function auditStaffDoor(ports: Ports): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  for (const path of ['/audit', '/audit/*']) door.use(path, requireRole('audit'));
  const typedOf = (c: StaffContext): Typed => Object.fromEntries(askNames.map((name) => [name, queryText(c, name, 60)])) as Typed;
  const hrefOf = (path: string, typed: Typed, more: Record<string, string> = {}): string => {
    const query = new URLSearchParams(Object.entries({ ...typed, ...more }).filter(([, value]) => value !== ''));
    return query.size > 0 ? `${path}?${query}` : path;
  };
  const page = (c: StaffContext, typed: Typed, lines: readonly Line[], next: string | null, problems: Problems = []) => {
    const { lang } = c.var;
    const errors = problems.map(({ name, problem }) => ({ name, message: askSentences[problem][lang] }));
    const shown = (
      <AuditPage
        frame={{ ...staffFrameOf(c), current: '/staff/audit' }}
        form={{ values: typed, errors }}
        lines={lines.map((line) => ({ ...line, roles: rolesIn(line.roles, lang) }))}
        exportHref={hrefOf('/staff/audit/export.csv', typed)}
        nextHref={next === null ? undefined : hrefOf('/staff/audit', typed, { after: next })}
        firstHref={c.req.query('after') ? hrefOf('/staff/audit', typed) : undefined}
      />
    );
    c.header('Cache-Control', 'no-store');
    return c.html(shown, problems.length > 0 ? 422 : 200);
  };

  door.get('/audit', async (c) => {
    const typed = typedOf(c);
    const found = await lookIntoLog(ports, c.var.me, typed, readCursor(queryText(c, 'after', 90)), c.var.lang, c.var.addressClass);
    return found.ok
      ? page(c, { ...typed, from: found.ask.fromOn, to: found.ask.toOn }, found.lines, found.next)
      : page(c, typed, [], null, found.problems);
  });

  door.get('/audit/export.csv', async (c) => {
    const typed = typedOf(c);
    const { lang } = c.var;
    const taken = await takeLog(ports, c.var.me, typed, lang, c.var.addressClass);
    if (!taken.ok) return page(c, typed, [], null, taken.problems);
    async function* rows() {
      yield heads[lang];
      if (!taken.ok) return;
      for await (const line of taken.lines())
        yield [stamp(line.at), line.who, line.login, line.unit, rolesIn(line.roles, lang), line.act, line.number, line.why, line.network];
    }
    const stream = csvStream(rows());
    stream.once('error', (fault) => ports.log.error({ err: fault, requestId: c.var.requestId }, 'an export broke off'));
    return c.body(webStream(stream), 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="audit-${taken.ask.fromOn}-${taken.ask.toOn}.csv"`,
      'Cache-Control': 'no-store, no-transform',
    });
  });
  return door;
}
