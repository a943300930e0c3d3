// The staff door of administration: /staff/admin and the set-up below it. Each of the three administrators sees what is theirs.
import { type Context, Hono } from 'hono';
import { loadLimits, loadUnits, type PeoplePorts, roleNames } from '#features/people/index.ts';
import { textOf } from '#platform/http/form.ts';
import { sayNamed } from '#platform/http/frame.ts';
import { requireRole } from '#platform/session/require-staff.ts';
import { holdsAny, type NavItem, type Staff, type StaffEnv, staffFrameOf } from '#platform/session/staff.ts';
import { typedForm, withErrors } from '#ui/form-state.ts';
import { choosePack, keepSite, makeDesk, readCountyState, readSiteWords, setSkipped, siteRefusals } from './actions.ts';
import { adminLinks, adminRoles } from './links.ts';
import { AdminPage } from './pages/admin.tsx';
import { SetUpOverview, SetUpStepPage, type StepLine, type StepLink, StepLinks } from './pages/set-up.tsx';
import { CalendarStep, type CountyForm, CountyStep, type LimitCell, LimitsStep, type PackForm } from './pages/steps.tsx';
import { lackLines, trustWords } from './pages/words.ts';
import {
  type CountyState,
  codeNotChosen,
  isPackKey,
  isSetUpStep,
  type LimitClass,
  nextStep,
  type PackKey,
  packKeys,
  packs,
  type SetUpStep,
  setUpState,
} from './rules.ts';

type StaffContext = Context<StaffEnv>;
/** `siteChanged`: the frame of every page is to show the new words at once. */
export type AdminOptions = { configuredCode: string | null; siteChanged?: (() => Promise<void>) | undefined };

const text = { zh: { nav: '系统' }, en: { nav: 'System' } };
export const adminNav = (me: Staff, lang: 'zh' | 'en'): NavItem[] =>
  holdsAny(me, ...adminRoles) ? [{ href: '/staff/admin', label: text[lang].nav }] : [];

export function adminStaffDoor(ports: PeoplePorts, { configuredCode, siteChanged }: AdminOptions): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  const frameOf = (c: StaffContext) => ({ ...staffFrameOf(c), current: '/staff/admin' });
  const path = '/staff/admin/set-up';
  const stateOf = () => readCountyState(ports, configuredCode);

  door.get('/admin', async (c) => {
    if (!holdsAny(c.var.me, ...adminRoles)) return sayNamed(c, 'notYours');
    const links = adminLinks.filter((link) => holdsAny(c.var.me, ...link.roles));
    const open = holdsAny(c.var.me, 'systemAdmin') ? setUpState(await stateOf()).filter(({ state }) => state === 'open').length : 0;
    return c.html(<AdminPage frame={frameOf(c)} links={links} open={open} />);
  });

  door.use('/admin/set-up', requireRole('systemAdmin'));
  door.use('/admin/set-up/*', requireRole('systemAdmin'));
  door.get('/admin/set-up', async (c) => {
    const county = await stateOf();
    return c.html(<SetUpOverview frame={frameOf(c)} lines={linesOf(county, c.var.lang)} next={nextStep(setUpState(county), null)} />);
  });

  const step = async (c: StaffContext, name: SetUpStep, typed: { county?: CountyForm; pack?: PackForm } = {}) => {
    const [county, { lang }] = [await stateOf(), c.var];
    const line = linesOf(county, lang).find((one) => one.step === name);
    if (!line) return sayNamed(c, 'notFound');
    const form = typed.county ?? typed.pack;
    const hasErrors = (form?.errors.length ?? 0) > 0;
    const page = (
      <SetUpStepPage
        frame={frameOf(c)}
        line={line}
        next={nextStep(setUpState(county), name)}
        saved={c.req.query('saved') === '1'}
        hasErrors={hasErrors}
      >
        {name === 'county' ? (
          <CountyStep
            lang={lang}
            csrf={c.var.csrf}
            form={typed.county ?? (await keptSite(c))}
            configuredCode={configuredCode}
            hasDesk={(await loadUnits(ports.db)).hotlines.some((unit) => unit.kind !== 'county')}
          />
        ) : name === 'limits' ? (
          <LimitsStep
            lang={lang}
            csrf={c.var.csrf}
            form={typed.pack ?? { values: county.pack ? { pack: county.pack } : {}, errors: [] }}
            cells={await limitCells(ports, lang)}
            moved={/^\d{1,4}$/.test(c.req.query('moved') ?? '') ? Number(c.req.query('moved')) : null}
          />
        ) : name === 'calendar' ? (
          <CalendarStep lang={lang} years={county.years} />
        ) : null}
        <StepLinks links={line.state === 'done' ? linksOf(name, lang).map((link) => ({ ...link, main: false })) : linksOf(name, lang)} />
      </SetUpStepPage>
    );
    return c.html(page, hasErrors ? 400 : 200);
  };
  const keptSite = async (c: StaffContext): Promise<CountyForm> => {
    const [words, units] = [await readSiteWords(ports.db), await loadUnits(ports.db)];
    const unit = units.all.find((one) => one.kind === 'county')?.name.replace(/人民政府.*$/u, '');
    const code = words.code && words.code !== codeNotChosen ? words.code : '';
    return {
      values: {
        county: words.county ?? unit ?? c.var.site.county,
        code,
        phone: words.phone ?? c.var.site.phone,
        phoneHours: words.phoneHours ?? '',
      },
      errors: [],
    };
  };

  door.get('/admin/set-up/:step', (c) => {
    const name = c.req.param('step');
    return isSetUpStep(name) ? step(c, name) : sayNamed(c, 'notFound');
  });
  door.post('/admin/set-up/county', async (c) => {
    const { fields } = c.var.form;
    const [word, { lang }] = [(name: string) => textOf(fields, name), c.var];
    const form = typedForm<'county' | 'code' | 'phone' | 'phoneHours' | 'desk'>(['county', 'code', 'phone', 'phoneHours', 'desk'], fields);
    const done = await keepSite(ports, c.var.me, {
      county: word('county'),
      code: word('code'),
      phone: word('phone'),
      phoneHours: word('phoneHours'),
      configuredCode,
    });
    if (!done.ok) {
      const name =
        done.refusal === 'code-shape' ? ('code' as const) : done.refusal === 'phone-shape' ? ('phone' as const) : ('county' as const);
      return step(c, 'county', { county: withErrors(form, [{ name, message: siteRefusals[done.refusal][lang] }]) });
    }
    const desk = word('desk').trim() === '' ? null : await makeDesk(ports, c.var.me, word('desk'));
    await siteChanged?.();
    if (desk && !desk.ok) return step(c, 'county', { county: withErrors(form, [{ name: 'desk', message: desk.says[lang] }]) });
    return c.redirect(`${path}/county?saved=1`, 303);
  });
  door.post('/admin/set-up/limits', async (c) => {
    const pack = textOf(c.var.form.fields, 'pack');
    const done = isPackKey(pack) ? await choosePack(ports, c.var.me, pack) : null;
    if (done?.ok) return c.redirect(`${path}/limits?moved=${done.moved}`, 303);
    const message = c.var.lang === 'zh' ? '请选一组。' : 'Please choose one.';
    return step(c, 'limits', { pack: withErrors<'pack'>({ values: {}, errors: [] }, [{ name: 'pack', message }]) });
  });
  door.post('/admin/set-up/:step/skip', async (c) => {
    const name = c.req.param('step');
    if (!isSetUpStep(name)) return sayNamed(c, 'notFound');
    const isSkipped = textOf(c.var.form.fields, 'skip') === 'yes';
    await setSkipped(ports, c.var.me, name, isSkipped);
    const next = isSkipped ? nextStep(setUpState(await stateOf()), name) : name;
    return c.redirect(next === null ? path : `${path}/${next}`, 303);
  });
  return door;
}

function linesOf(county: CountyState, lang: 'zh' | 'en'): StepLine[] {
  const say = (zh: string, en: string): string => (lang === 'zh' ? zh : en);
  const has: Record<SetUpStep, string> = {
    county: county.code === codeNotChosen ? '' : county.code,
    units: say(
      `部门 ${county.departments}、乡镇 ${county.townships}、村 ${county.villages}`,
      `${county.departments} departments, ${county.townships} townships, ${county.villages} villages`,
    ),
    places: say(`${county.places} 个`, `${county.places} places`),
    categories: say(`${county.categories} 个`, `${county.categories} categories`),
    duties: say(`${county.duties} 条`, `${county.duties} entries`),
    limits: county.pack === null ? '' : packs[county.pack].name[lang],
    calendar: county.years.join(say('、', ', ')),
    people: say(`${county.accounts} 个账号`, `${county.accounts} accounts`),
  };
  return setUpState(county).map(({ step, state, lacks }) => ({
    step,
    state,
    has: has[step],
    lacks: lackLines(lacks, lang, (role) => roleNames[role][lang], county.thisYear),
  }));
}

function linksOf(step: SetUpStep, lang: 'zh' | 'en'): StepLink[] {
  const say = (zh: string, en: string): string => (lang === 'zh' ? zh : en);
  const table = (kind: string): StepLink => ({ href: `/staff/tables/${kind}`, label: say('上传或写进来', 'Upload or type'), main: true });
  const list = (href: string): StepLink => ({ href, label: say('看名单、一个一个改', 'The list, one by one') });
  switch (step) {
    case 'county':
      return [];
    case 'units':
      return [table('units'), list('/staff/units')];
    case 'places':
      return [table('places'), list('/staff/places')];
    case 'categories':
      return [table('categories'), list('/staff/categories')];
    case 'duties':
      return [table('duties'), list('/staff/duties')];
    case 'limits':
      return [{ href: '/staff/limits', label: say('一条一条改', 'Row by row') }];
    case 'calendar':
      return [{ href: '/staff/calendars', label: say('导入一年的通知', 'Take in a year’s notice'), main: true }];
    case 'people':
      return [
        { href: '/staff/people/new', label: say('邀请一位', 'Invite one'), main: true },
        { href: '/staff/tables/people', label: say('上传或写进来', 'Upload or type') },
        list('/staff/people'),
      ];
  }
}

/** What each pack says of each kind of matter, from the rows in force. */
async function limitCells(ports: PeoplePorts, lang: 'zh' | 'en'): Promise<Record<PackKey, Partial<Record<LimitClass, LimitCell>>>> {
  const rows = new Map((await loadLimits(ports.db)).map((limit) => [limit.key, limit]));
  const units = {
    h: ['小时', 'hours'],
    d: ['天', 'days'],
    wd: ['个工作日', 'working days'],
    mo: ['个月', 'months'],
    y: ['年', 'years'],
  } as const;
  const cellOf = (key: string): LimitCell | undefined => {
    const limit = rows.get(key);
    if (!limit) return undefined;
    const unit = units[limit.unit as keyof typeof units]?.[lang === 'zh' ? 0 : 1] ?? limit.unit;
    return { words: `${limit.value} ${unit}`, trust: trustWords[limit.trust as 'V' | 'P' | 'M'][lang], basis: limit.basis[lang] };
  };
  const of = (pack: PackKey) =>
    Object.fromEntries(Object.entries(packs[pack].keys).flatMap(([kind, key]) => (cellOf(key) ? [[kind, cellOf(key)]] : []))) as Partial<
      Record<LimitClass, LimitCell>
    >;
  return Object.fromEntries(packKeys.map((pack) => [pack, of(pack)])) as Record<PackKey, Partial<Record<LimitClass, LimitCell>>>;
}
