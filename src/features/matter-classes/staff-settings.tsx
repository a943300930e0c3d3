// Thresholds, words of danger, residents: set by the county office or the system administrator, each change logged.
import { Hono } from 'hono';
import { type ThresholdName, type Thresholds, thresholdRange } from '#core/matter-class/signals.ts';
import { cleanText } from '#core/text/clean.ts';
import { dayOf, parseDay } from '#core/time/day.ts';
import { logAccess } from '#features/people/index.ts';
import { queryText, textOf } from '#platform/http/form.ts';
import { sayNamed } from '#platform/http/frame.ts';
import type { Ports } from '#platform/ports.ts';
import type { StaffEnv } from '#platform/session/staff.ts';
import { type FieldError, type FormState, typedForm } from '#ui/form-state.ts';
import { plainDay } from '#ui/lang.ts';
import { ResidentsPage, SettingsPage } from './pages/settings.tsx';
import { wordsTyped } from './rules.ts';
import { type C, eyeOf, frameOf, maySet } from './staff-classes.tsx';
import { type ClassSettings, keepResidents, keepSettings, readResidents, readSettings } from './store-settings.ts';
import { thresholdWords } from './words.ts';

const names = Object.keys(thresholdRange) as ThresholdName[];
const number = (typed: string): number =>
  /^\d{1,9}$/.test(typed.normalize('NFKC').trim()) ? Number(typed.normalize('NFKC').trim()) : Number.NaN;

export function settingsDoor(ports: Ports): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  door.get('/classes/settings', async (c) => {
    const eye = await eyeOf(c, ports);
    return maySet(eye.viewer) ? showSettings(c, formOf(await readSettings(ports.db)), 200) : sayNamed(c, 'notYours');
  });
  door.post('/classes/settings', async (c) => {
    const eye = await eyeOf(c, ports);
    if (!maySet(eye.viewer)) return sayNamed(c, 'notYours');
    const { fields } = c.var.form;
    const form = typedForm([...names, 'on', 'danger'], fields);
    const errors: FieldError[] = [];
    const thresholds = Object.fromEntries(
      names.map((name) => {
        const value = number(textOf(fields, name));
        const [least, most] = thresholdRange[name];
        if (!(value >= least && value <= most))
          errors.push({
            name,
            message: eye.lang === 'zh' ? `请填 ${least} 到 ${most} 的整数。` : `A whole number from ${least} to ${most}, please.`,
          });
        return [name, value];
      }),
    ) as Thresholds;
    if (errors.length > 0) return showSettings(c, { values: form.values, errors }, 422);
    const before = await readSettings(ports.db);
    const settings: ClassSettings = {
      thresholds,
      switchedOn: textOf(fields, 'on') === 'yes',
      dangerWords: wordsTyped(textOf(fields, 'danger')),
    };
    await keepSettings(ports.db, settings, ports.now());
    const changed = names
      .filter((name) => before.thresholds[name] !== thresholds[name])
      .map((name) => `${name} ${before.thresholds[name]}→${thresholds[name]}`);
    if (before.switchedOn !== settings.switchedOn) changed.push(settings.switchedOn ? 'on' : 'off');
    if (before.dangerWords.join() !== settings.dangerWords.join()) changed.push('danger words');
    await logAccess(ports, { what: 'classes-settings-changed', why: changed.join('; '), by: c.var.me, addressClass: c.var.addressClass });
    return c.redirect('/staff/classes/settings?saved=1', 303);
  });

  door.get('/classes/residents', async (c) => {
    const eye = await eyeOf(c, ports);
    return maySet(eye.viewer) ? showResidents(c, ports, { values: {}, errors: [] }, 200) : sayNamed(c, 'notYours');
  });
  door.post('/classes/residents', async (c) => {
    const eye = await eyeOf(c, ports);
    if (!maySet(eye.viewer)) return sayNamed(c, 'notYours');
    const { fields } = c.var.form;
    const zh = eye.lang === 'zh';
    const form = typedForm(['place', 'n', 'on', 'source'], fields);
    const placeId = textOf(fields, 'place');
    const residents = number(textOf(fields, 'n').replaceAll(',', ''));
    const countedOn = parseDay(textOf(fields, 'on'));
    const source = cleanText(textOf(fields, 'source'), { max: 100 }).text.trim();
    const errors: FieldError[] = [
      ...(eye.around.places.byId(placeId) ? [] : [{ name: 'place', message: zh ? '请选地点。' : 'Please choose a place.' }]),
      ...(residents >= 1 && residents <= 100_000_000
        ? []
        : [{ name: 'n', message: zh ? '请填居民人数，整数。' : 'A whole number of residents, please.' }]),
      ...(countedOn !== null && countedOn <= dayOf(ports.now())
        ? []
        : [{ name: 'on', message: zh ? '请填日期，不能在今天之后。' : 'A date that is not after today, please.' }]),
      ...(source !== '' ? [] : [{ name: 'source', message: zh ? '请写来源。' : 'Please give the source.' }]),
    ];
    if (errors.length > 0 || countedOn === null) return showResidents(c, ports, { values: form.values, errors }, 422);
    await keepResidents(ports.db, { placeId, countedOn, residents, source });
    await logAccess(ports, {
      what: 'classes-residents-set',
      why: `${placeId} ${countedOn}: ${residents}`,
      by: c.var.me,
      addressClass: c.var.addressClass,
    });
    return c.redirect('/staff/classes/residents?saved=1', 303);
  });
  return door;
}

const formOf = ({ thresholds, switchedOn, dangerWords }: ClassSettings): FormState => ({
  values: {
    ...Object.fromEntries(names.map((name) => [name, String(thresholds[name])])),
    on: switchedOn ? ['yes'] : [],
    danger: dangerWords.join(' '),
  },
  errors: [],
});

function showSettings(c: C, form: FormState, status: 200 | 422): Response | Promise<Response> {
  const { lang } = c.var;
  const fields = names.map((name) => {
    const { unit, ...words } = thresholdWords[name];
    return { name, label: `${words[lang]}（${unit[lang]}）`, least: thresholdRange[name][0], most: thresholdRange[name][1] };
  });
  return c.html(<SettingsPage frame={frameOf(c)} fields={fields} form={form} saved={queryText(c, 'saved', 2) === '1'} />, status);
}

async function showResidents(c: C, ports: Ports, form: FormState, status: 200 | 422): Promise<Response> {
  const { around, lang, now } = await eyeOf(c, ports);
  const rows = await readResidents(ports.db);
  return c.html(
    <ResidentsPage
      frame={frameOf(c)}
      rows={rows.map((row) => ({
        place: around.places.wordsOf(row.placeId),
        n: row.residents,
        on: plainDay(row.countedOn, dayOf(now), lang),
        source: row.source,
      }))}
      places={around.places.all.map((one) => ({ value: one.id, label: around.places.wordsOf(one.id) || one.name }))}
      form={form}
      saved={queryText(c, 'saved', 2) === '1'}
    />,
    status,
  );
}
