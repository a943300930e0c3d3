// The public door of the burden self-check: /burden. Nothing is asked of whoever reads it.
import { Hono } from 'hono';
import type { Status } from '#core/matter/state.ts';
import { statusWords } from '#features/matters/index.ts';
import { type HttpEnv, publicFrameOf } from '#platform/http/context.ts';
import type { Ports } from '#platform/ports.ts';
import type { AssetHref } from '#ui/links.ts';
import { BurdenPage } from './pages/burden.tsx';
import { proofsOf } from './rules.ts';
import { readColumns, readOpinions } from './store.ts';

const most = 100;

export function burdenPortalDoor(ports: Pick<Ports, 'db' | 'now'>, { assetHref }: { assetHref?: AssetHref } = {}): Hono<HttpEnv> {
  const door = new Hono<HttpEnv>();
  door.get('/burden', async (c) => {
    const columns = await readColumns(ports.db);
    const opinions = await readOpinions(ports.db, most);
    const page = (
      <BurdenPage
        frame={{ ...publicFrameOf(c), assetHref }}
        proofs={proofsOf(columns)}
        tables={new Set(columns.map(({ table }) => table)).size}
        columns={columns.length}
        opinions={opinions.map((row) => ({ ...row, stateWords: statusWords[row.status as Status][c.var.lang] }))}
        now={ports.now()}
      />
    );
    return c.html(page);
  });
  return door;
}
