// What set-up does itself: the county's own words, the limit pack, and which steps were left out on purpose.
import { cleanText } from '#core/text/clean.ts';
import { dayOf } from '#core/time/day.ts';
import { setCountyCode } from '#features/matters/index.ts';
import {
  type By,
  type Category,
  changeUnit,
  createUnit,
  loadCategories,
  loadUnits,
  logAccess,
  mayManageStructure,
  moveLimits,
  type PeoplePorts,
  peopleRefusals,
} from '#features/people/index.ts';
import type { Ports } from '#platform/ports.ts';
import {
  type CountyState,
  codeNotChosen,
  isPackKey,
  limitMoves,
  type PackKey,
  type SetUpStep,
  type SiteFault,
  type SiteFields,
  siteFault,
} from './rules.ts';
import { type Counts, readCounts, readSetting, writeSetting } from './store.ts';

/** The county's own words; what is absent was never set. */
export type SiteWords = {
  county?: string | undefined;
  phone?: string | undefined;
  phoneHours?: string | undefined;
  code?: string | undefined;
};
type SettingPorts = Pick<Ports, 'db' | 'now' | 'newId'>;

export const readSiteWords = async (db: Ports['db']): Promise<SiteWords> => (await readSetting<SiteWords>(db, 'site')) ?? {};

/** Keeps what is given beside what was there; nothing is written when nothing changes. */
export async function keepSiteWords(ports: SettingPorts, words: SiteWords, by: By = null): Promise<void> {
  const before = await readSiteWords(ports.db);
  const given = Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined && value !== ''));
  const body = { ...before, ...given };
  if (JSON.stringify(body) === JSON.stringify(before)) return;
  await writeSetting(ports.db, 'site', body, ports.now());
  await logAccess(ports, { what: 'site-words-changed', why: Object.keys(given).join(','), by });
}

/** As configured, else as kept; part of every matter number. */
export const countyCodeOf = async (db: Ports['db'], configured: string | null): Promise<string> =>
  configured ?? (await readSiteWords(db)).code ?? codeNotChosen;

export type SiteRefusal = SiteFault | 'not-allowed';
export const siteRefusals: Record<SiteRefusal, { zh: string; en: string }> = {
  'not-allowed': { zh: '只有系统管理员能改，没有改动。', en: 'Only system administrators change this; nothing was changed.' },
  'county-missing': { zh: '请写县（市、区）的名称。', en: 'Give the name of the county.' },
  'code-shape': { zh: '行政区划代码是 6 位数字，不能全是 0。', en: 'The division code is six digits, and not all zeros.' },
  'phone-shape': { zh: '电话只写数字，可以带横线和空格。', en: 'A phone number has digits only, with dashes and spaces.' },
};

/** `configuredCode`: set from outside, then the page cannot change it. The code counts from the next number on; older numbers stay as they are. */
export async function keepSite(
  ports: SettingPorts,
  by: By,
  asked: SiteFields & { configuredCode: string | null },
): Promise<{ ok: true } | { ok: false; refusal: SiteRefusal }> {
  if (!mayManageStructure(by)) return { ok: false, refusal: 'not-allowed' };
  const line = (text: string, max: number): string => cleanText(text.normalize('NFKC'), { max }).text;
  const fields = {
    county: line(asked.county, 40),
    code: asked.configuredCode ?? line(asked.code, 12),
    phone: line(asked.phone, 40),
    phoneHours: line(asked.phoneHours, 60),
  };
  const fault = siteFault(fields);
  if (fault) return { ok: false, refusal: fault };
  await keepSiteWords(ports, { ...fields, code: asked.configuredCode === null ? fields.code : undefined }, by);
  setCountyCode(fields.code);
  return { ok: true };
}

/** A desk of its own for intake and dispatch; the county office is none any more, and what lies there already stays there. */
export async function makeDesk(
  ports: PeoplePorts,
  by: By,
  name: string,
): Promise<{ ok: true } | { ok: false; says: { zh: string; en: string } }> {
  const county = (await loadUnits(ports.db)).all.find((unit) => unit.kind === 'county');
  const done = await createUnit(ports, by, { parentId: county?.id ?? null, kind: 'department', name, isHotline: true });
  if (!done.ok) return { ok: false, says: peopleRefusals[done.refusal] };
  if (county?.isHotline) await changeUnit(ports, by, county.id, { ...county, isHotline: false, validTo: county.validTo ?? '' });
  return { ok: true };
}

export async function readCountyState(
  ports: Pick<Ports, 'db' | 'now'>,
  configuredCode: string | null,
): Promise<CountyState & Pick<Counts, 'matters'>> {
  const today = dayOf(ports.now());
  const [counts, code, pack, setUp] = [
    await readCounts(ports.db, today),
    await countyCodeOf(ports.db, configuredCode),
    await readSetting<{ pack: string }>(ports.db, 'limit-pack'),
    await readSetting<{ skipped: string[] }>(ports.db, 'set-up'),
  ];
  return {
    ...counts,
    code,
    pack: pack && isPackKey(pack.pack) ? pack.pack : null,
    thisYear: Number(today.slice(0, 4)),
    skipped: setUp?.skipped ?? [],
  };
}

/** Left out on purpose, or taken up again. */
export async function setSkipped(ports: SettingPorts, by: By, step: SetUpStep, isSkipped: boolean): Promise<boolean> {
  if (!mayManageStructure(by)) return false;
  const before = (await readSetting<{ skipped: string[] }>(ports.db, 'set-up'))?.skipped ?? [];
  const skipped = isSkipped ? [...new Set([...before, step])] : before.filter((one) => one !== step);
  await writeSetting(ports.db, 'set-up', { skipped }, ports.now());
  return true;
}

/** The categories that may be chosen move to the keys of the pack; a county's own keys stay. Deadlines that run already are not touched. How many moved. */
export async function choosePack(ports: PeoplePorts, by: By, pack: PackKey): Promise<{ ok: true; moved: number } | { ok: false }> {
  if (!mayManageStructure(by)) return { ok: false };
  const today = dayOf(ports.now());
  const open = (await loadCategories(ports.db)).all.filter((one: Category) => one.validTo === null || one.validTo >= today);
  const moves = limitMoves(open, pack);
  const done = await moveLimits(ports, by, moves);
  if (!done.ok) return { ok: false };
  await writeSetting(ports.db, 'limit-pack', { pack, since: today }, ports.now());
  await logAccess(ports, { what: 'limit-pack-chosen', why: pack, by });
  return { ok: true, moved: moves.length };
}
