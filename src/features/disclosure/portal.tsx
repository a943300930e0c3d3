// The public door of the open figures: /open-data. Only what has been published.
import { type Context, Hono } from 'hono';
import { type HttpEnv, publicFrameOf } from '#platform/http/context.ts';
import type { Ports } from '#platform/ports.ts';
import { writeCsv } from '#platform/spreadsheets/write-csv.ts';
import type { AssetHref } from '#ui/links.ts';
import { OpenDataPage } from './pages/open-data.tsx';
import { basisWords, csvRows } from './rules.ts';
import { readSet, readSets } from './store.ts';

const most = 240;

/** Mount at `/`. */
export function disclosurePortalDoor(ports: Pick<Ports, 'db'>, { assetHref }: { assetHref?: AssetHref } = {}): Hono<HttpEnv> {
  const door = new Hono<HttpEnv>();
  const show = async (c: Context<HttpEnv>, code: string | undefined) => {
    const months = (await readSets(ports.db, most)).map((one) => one.month);
    const asked = code ?? months[0];
    const found = asked === undefined ? null : await readSet(ports.db, asked);
    if (code !== undefined && !found) return c.notFound();
    const { lang, site } = c.var;
    const shown = found && { code: found.month, set: found.set, basis: basisWords(found.month, found.set, site.county, lang) };
    return c.html(<OpenDataPage frame={{ ...publicFrameOf(c), assetHref }} months={months} shown={shown} />);
  };
  door.get('/open-data', (c) => show(c, undefined));
  door.get('/open-data/:month{[0-9]{4}-[0-9]{2}}', (c) => show(c, c.req.param('month')));
  door.get('/open-data/:file{[0-9]{4}-[0-9]{2}[.]csv}', async (c) => {
    const month = c.req.param('file').slice(0, 7);
    const found = await readSet(ports.db, month);
    if (!found) return c.notFound();
    return c.body(writeCsv(csvRows(month, found.set, c.var.site.county, c.var.lang)), 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="open-data-${month}.csv"`,
    });
  });
  return door;
}
