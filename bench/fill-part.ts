// One of several processes that fill the database of a bench: `fill|index URL from to mine of size`.
import pg from 'pg';
import { readRarity } from '#features/similar/store.ts';
import { createDb } from '#platform/db/pool.ts';
import type { Tables } from '#platform/db/tables.ts';
import { fillPart, indexPart, layLayer, multiplied } from './multiplied.ts';

const [what, url = '', ...numbers] = process.argv.slice(2);
const [from = 0, to = 0, mine = 0, of = 1, size = 0] = numbers.map(Number);
const owner = new pg.Client({ connectionString: url });
await owner.connect();
if (what === 'index') await indexPart(owner, { from, to, mine, of });
else if (what === 'layer') for (let layer = 1 + mine; layer <= to; layer += of) await layLayer(owner, from, layer, size);
else {
  const { db, close } = createDb<Tables>(url);
  const read = await readRarity(db);
  await close();
  if (!read) throw new Error('what is rare was not kept');
  await fillPart(owner, multiplied(size), read.rarity, { from, to, mine, of });
}
await owner.end();
