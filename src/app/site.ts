// The county's own words for the frame of every page: its name, the phone that is always the second way, and its code in matter numbers.
import { sql } from 'kysely';
import { setCountyCode } from '#features/matters/index.ts';
import { loadUnits, logAccess } from '#features/people/index.ts';
import type { Site } from '#platform/http/context.ts';
import type { Ports } from '#platform/ports.ts';

/** As set from outside or by `daodi start --county …`; what is absent stays as it was. */
export type SiteWords = {
  county?: string | undefined;
  phone?: string | undefined;
  phoneHours?: string | undefined;
  code?: string | undefined;
};

const key = 'site';
const codeNotChosen = '000000';
const anyPhone = '12345'; // the hotline number of every county (国办发〔2020〕53号)

export async function readSiteWords(db: Ports['db']): Promise<SiteWords> {
  const row = await db.selectFrom('setting').select('body').where('key', '=', key).executeTakeFirst();
  return (row?.body ?? {}) as SiteWords;
}

/** Keeps what is given beside what was there; nothing is written when nothing changes. */
async function keepSiteWords(ports: Pick<Ports, 'db' | 'now' | 'newId'>, words: SiteWords): Promise<void> {
  const before = await readSiteWords(ports.db);
  const given = Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined && value !== ''));
  const body = JSON.stringify({ ...before, ...given });
  if (body === JSON.stringify(before)) return;
  await ports.db
    .insertInto('setting')
    .values({ key, body, changed_at: ports.now() })
    .onConflict((oc) => oc.column('key').doUpdateSet({ body: sql`excluded.body`, changed_at: ports.now() }))
    .execute();
  await logAccess(ports, { what: 'site-words-changed', why: Object.keys(given).join(',') });
}

export async function readSite(db: Ports['db']): Promise<Site> {
  const words = await readSiteWords(db);
  const county = (await loadUnits(db)).all.find((unit) => unit.kind === 'county');
  const name = words.county ?? county?.name.replace(/人民政府.*$/, '') ?? '到底';
  return { county: name, phone: words.phone ?? anyPhone, ...(words.phoneHours ? { phoneHours: words.phoneHours } : {}) };
}

/** As configured, else as kept; part of every matter number. */
export async function countyCodeOf(db: Ports['db'], configured: string | null): Promise<string> {
  return configured ?? (await readSiteWords(db)).code ?? codeNotChosen;
}

/** Keeps the words and puts the code into force, before anything is numbered. */
export async function settleSite(
  ports: Pick<Ports, 'db' | 'now' | 'newId'>,
  words: SiteWords,
  configuredCode: string | null,
): Promise<void> {
  await keepSiteWords(ports, words);
  setCountyCode(await countyCodeOf(ports.db, configuredCode));
}
