// The county's own words for the frame of every page: its name, the phone that is always the second way, and its code in matter numbers.
import { countyCodeOf, keepSiteWords, readSiteWords, type SiteWords } from '#features/admin/index.ts';
import { setCountyCode } from '#features/matters/index.ts';
import { loadUnits } from '#features/people/index.ts';
import type { Site } from '#platform/http/context.ts';
import type { Ports } from '#platform/ports.ts';

const anyPhone = '12345'; // the hotline number of every county (国办发〔2020〕53号)

export async function readSite(db: Ports['db']): Promise<Site> {
  const words = await readSiteWords(db);
  const county = (await loadUnits(db)).all.find((unit) => unit.kind === 'county');
  const name = words.county ?? county?.name.replace(/人民政府.*$/, '') ?? '到底';
  return { county: name, phone: words.phone ?? anyPhone, ...(words.phoneHours ? { phoneHours: words.phoneHours } : {}) };
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
