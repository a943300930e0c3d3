// The county's switches of likeness and proposals: /staff/suggestions, for system administrators; each change is logged.
import { type Context, Hono } from 'hono';
import { logAccess } from '#features/people/index.ts';
import { queryText, textsOf } from '#platform/http/form.ts';
import type { Ports } from '#platform/ports.ts';
import { requireRole } from '#platform/session/require-staff.ts';
import { type StaffEnv, staffFrameOf } from '#platform/session/staff.ts';
import { instantShort } from '#ui/lang.ts';
import { keepSwitches, readSwitches, type Switches } from './actions.ts';
import { SwitchesPage } from './pages/switches.tsx';
import { aboutModel } from './store.ts';

const names = ['twins', 'routing'] as const satisfies readonly (keyof Switches)[];

export function switchesDoor(ports: Ports): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  door.use('/suggestions', requireRole('systemAdmin'));
  door.get('/suggestions', (c) => show(c, ports));
  door.post('/suggestions', async (c) => {
    const ticked = textsOf(c.var.form.fields, 'on');
    const before = await readSwitches(ports.db);
    const after: Switches = { twins: ticked.includes('twins'), routing: ticked.includes('routing') };
    await keepSwitches(ports, after);
    const changed = names.filter((name) => before[name] !== after[name]).map((name) => `${name} ${after[name] ? 'on' : 'off'}`);
    if (changed.length > 0)
      await logAccess(ports, { what: 'similar-switched', why: changed.join('; '), by: c.var.me, addressClass: c.var.addressClass });
    return c.redirect('/staff/suggestions?saved=1', 303);
  });
  return door;
}

async function show(c: Context<StaffEnv>, ports: Ports): Promise<Response> {
  const [switches, model] = await Promise.all([readSwitches(ports.db), aboutModel(ports.db)]);
  return c.html(
    <SwitchesPage
      frame={{ ...staffFrameOf(c), current: '/staff/admin' }}
      form={{ values: { on: names.filter((name) => switches[name]) }, errors: [] }}
      saved={queryText(c, 'saved', 2) === '1'}
      model={model && { ...model, madeAt: instantShort(model.madeAt, ports.now(), c.var.lang) }}
    />,
  );
}
