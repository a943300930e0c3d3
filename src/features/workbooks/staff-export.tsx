// Export at the staff door: one page that says what will be in the file, and the file itself, streamed.
import { type Context, Hono } from 'hono';
import { type LedgerAsk, readAsk, seesCounty } from '#features/matters/index.ts';
import { logAccess } from '#features/people/index.ts';
import { webStream } from '#platform/files/web-stream.ts';
import { queryText } from '#platform/http/form.ts';
import { sayNamed } from '#platform/http/frame.ts';
import type { Ports } from '#platform/ports.ts';
import { actorOf, holdsAny, type StaffEnv, staffFrameOf } from '#platform/session/staff.ts';
import { openLedger } from './actions-export.ts';
import { ExportPage } from './pages/export.tsx';
import { ledgerColumns, minuteOf } from './rules-ledger.ts';
import { isLedgerFormat, ledgerFile, mimeOf } from './staff-ledger-file.ts';

type StaffContext = Context<StaffEnv>;
const badFormat = { zh: '请选存成 Excel 表还是 CSV。', en: 'Please choose Excel or CSV.' };

export function exportDoor(ports: Ports): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  const mayExport = (c: StaffContext): boolean => seesCounty(actorOf(c.var.me)) || holdsAny(c.var.me, 'handler', 'unitHead', 'leader');
  const askOf = (c: StaffContext): LedgerAsk => {
    return readAsk((name) => queryText(c, name, name === 'q' ? 100 : 60));
  };
  const titleOf = (c: StaffContext): string =>
    queryText(c, 'title', 60) || (c.var.lang === 'zh' ? `${c.var.site.county}诉求办理台账` : `${c.var.site.county}: ledger of matters`);

  const page = async (c: StaffContext, errors: { name: 'format'; message: string }[], status: 200 | 400 = 200) => {
    const { lang } = c.var;
    const ask = askOf(c);
    const ledger = await openLedger(ports, actorOf(c.var.me), ask, lang);
    const filters = new URLSearchParams(Object.entries(ask).filter(([, value]) => value !== ''));
    return c.html(
      <ExportPage
        frame={{ ...staffFrameOf(c), current: '/staff/matters' }}
        form={{ values: { title: titleOf(c), format: queryText(c, 'format', 10) || 'xlsx' }, errors }}
        ask={ask}
        filters={ledger.filters}
        columns={ledgerColumns.map((column) => column.heading[lang])}
        count={await ledger.count()}
        ledgerHref={`/staff/matters${filters.size > 0 ? `?${filters}` : ''}`}
      />,
      status,
    );
  };

  door.get('/export', (c) => (mayExport(c) ? page(c, []) : sayNamed(c, 'notYours')));

  door.get('/export/ledger', async (c) => {
    if (!mayExport(c)) return sayNamed(c, 'notYours');
    const { lang, me } = c.var;
    const format = queryText(c, 'format', 10) || 'xlsx';
    if (!isLedgerFormat(format)) return page(c, [{ name: 'format', message: badFormat[lang] }], 400);
    const ledger = await openLedger(ports, actorOf(me), askOf(c), lang);
    await logAccess(ports, {
      what: 'workbooks-ledger-exported',
      why: [format, ...ledger.filters].join('; ').slice(0, 500),
      by: me,
      addressClass: c.var.addressClass,
    });
    const title = titleOf(c);
    const { stream } = ledgerFile(ledger, { format, lang, title, unit: me.unitName });
    stream.once('error', (fault) => ports.log.error({ err: fault, requestId: c.var.requestId }, 'an export broke off'));
    const name = `${title}-${minuteOf(ledger.at).slice(0, 10)}.${format}`;
    return c.body(webStream(stream), 200, {
      'Content-Type': mimeOf[format],
      'Content-Disposition': `attachment; filename="ledger.${format}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`,
      'Cache-Control': 'no-store, no-transform',
    });
  });
  return door;
}
