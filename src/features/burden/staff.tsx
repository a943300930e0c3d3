// The staff door of the burden page: what only the county can say. Mount it at /staff, behind the gate. System administration.
import { type Context, Hono } from 'hono';
import { textOf } from '#platform/http/form.ts';
import { requireRole } from '#platform/session/require-staff.ts';
import { type StaffEnv, staffFrameOf } from '#platform/session/staff.ts';
import { type FormState, typedForm, withErrors } from '#ui/form-state.ts';
import { type BurdenPorts, setCounty } from './actions.ts';
import { CountyPage } from './pages/county.tsx';
import { type CountyField, writeSystems } from './rules-county.ts';
import { readCountyWords } from './store.ts';
import { countySentences } from './words.ts';

export type { MandatoryForm } from './rules-fields.ts';

type StaffContext = Context<StaffEnv>;
const names: readonly CountyField[] = ['filing', 'systems'];

export function burdenStaffDoor(ports: BurdenPorts): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  door.use('/burden', requireRole('systemAdmin'));
  const show = (c: StaffContext, form: FormState<CountyField>) =>
    c.html(
      <CountyPage frame={{ ...staffFrameOf(c), current: '/staff/admin' }} form={form} said={c.req.query('saved') === '1'} />,
      form.errors.length > 0 ? 422 : 200,
    );
  door.get('/burden', async (c) => {
    const { filing, systems } = await readCountyWords(ports.db);
    return show(c, { values: { filing, systems: writeSystems(systems, c.var.lang) }, errors: [] });
  });
  door.post('/burden', async (c) => {
    const { fields } = c.var.form;
    const done = await setCounty(
      ports,
      c.var.me,
      { filing: textOf(fields, 'filing'), systems: textOf(fields, 'systems') },
      c.var.addressClass,
    );
    if (done.ok) return c.redirect('/staff/burden?saved=1', 303);
    const errors = done.problems.map(({ name, problem, at = '' }) => ({ name, message: `${countySentences[problem][c.var.lang]}${at}` }));
    return show(c, withErrors(typedForm(names, fields), errors));
  });
  return door;
}
