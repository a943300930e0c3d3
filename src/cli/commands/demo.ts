// `npm run demo`: the whole product with an invented county and one sign-in per role. A second start keeps everything.
import { openPorts } from '#app/ports.ts';
import { run, untilAskedToEnd } from '#app/run.ts';
import { loadCategories, loadPlaces, loadUnits } from '#features/people/index.ts';
import { createLog } from '#platform/log.ts';
import { demoDuties } from '../demo/county.ts';
import { importDemoMessages } from '../demo/import-messages.ts';
import { type DemoSignIn, demoSignIns } from '../demo/people.ts';
import { playScenes } from '../demo/scenes.ts';
import { seedCounty } from '../demo/seed-county.ts';
import { asJson, out, progressBar, say } from '../say.ts';
import { configOf } from '../settings.ts';

const phone = '0000-0000000';

export async function demo(options: { json?: boolean; import?: boolean }): Promise<void> {
  const config = configOf('demo');
  const quiet = options.json === true;
  if (!quiet) out(say({ zh: '正在启动示例县……', en: 'Starting the demo county …' }));
  const opened = await openPorts(config, createLog({ level: config.logLevel === 'info' ? 'warn' : config.logLevel }), 'exclusive');
  const { ports } = opened;
  let stopImport = false;
  try {
    await seedCounty(ports);
    const signIns = await demoSignIns(ports, config.dataDir);
    await playScenes(ports);
    const running = await run(opened, config, { phone, showParts: true });
    const base = config.baseUrl ?? running.listening.url;
    if (quiet) asJson({ ...(await contract(opened, base, signIns)), importing: options.import !== false });
    else welcome(base, signIns, config.dataDir);
    const importing = options.import === false ? Promise.resolve() : fill(opened.ports, quiet, () => stopImport);
    await untilAskedToEnd(async () => {
      stopImport = true;
      await importing.catch(() => undefined);
      await running.stop();
    });
  } catch (error) {
    await opened.close();
    throw error;
  }
  if (!quiet) out(say({ zh: '已停止，数据都在。', en: 'Stopped; all data are kept.' }));
}

async function fill(ports: Parameters<typeof importDemoMessages>[0], quiet: boolean, stopped: () => boolean): Promise<void> {
  const bar = await progressBar(say({ zh: '正在导入来信', en: 'Importing messages' }), quiet);
  const began = performance.now();
  const taken = await importDemoMessages(ports, (done) => bar.set(done, Math.max(done, 5_000)), stopped);
  bar.end();
  if (!quiet && taken > 0)
    out(
      say({
        zh: `已导入 ${taken} 件，每秒 ${Math.round((taken * 1000) / (performance.now() - began))} 件。`,
        en: `Imported ${taken} messages, ${Math.round((taken * 1000) / (performance.now() - began))} a second.`,
      }),
    );
}

function welcome(base: string, signIns: readonly DemoSignIn[], dataDir: string): void {
  out('');
  out(say({ zh: `群众入口  ${base}/`, en: `Portal   ${base}/` }));
  out(say({ zh: `工作人员  ${base}/staff`, en: `Staff    ${base}/staff` }));
  out(say({ zh: `数据目录  ${dataDir}`, en: `Data     ${dataDir}` }));
  out('');
  out(
    say({
      zh: '登录名        密码                 姓名      单位         岗位',
      en: 'login         password             name      unit         posts',
    }),
  );
  for (const s of signIns) out(`${s.login.padEnd(14)}${s.password.padEnd(21)}${s.name.padEnd(8)}${s.unit.padEnd(13)}${s.roles.join(',')}`);
  out('');
  out(say({ zh: '按 Ctrl-C 停止，数据会保留。', en: 'Ctrl-C stops; the data stay.' }));
}

/** What a program needs to drive the demo; one line of JSON. */
async function contract(opened: Awaited<ReturnType<typeof openPorts>>, base: string, signIns: readonly DemoSignIn[]) {
  const { db } = opened.ports;
  const [units, places, categories] = await Promise.all([loadUnits(db), loadPlaces(db), loadCategories(db)]);
  const leadOf = (id: string): string | null =>
    demoDuties.find((d) => d.level === 'department' && categories.path(id).some((c) => c.id === d.categoryId))?.unitId ?? null;
  return {
    portal: `${base}/`,
    staff: `${base}/staff`,
    api: `${base}/api/v1`,
    databaseUrl: opened.appUrl,
    databaseOwnerUrl: opened.ownerUrl,
    units: units.all.map((u) => ({
      id: u.id,
      name: u.name,
      kind: u.kind,
      parent: u.parentId,
      leads: categories.all.filter((c) => leadOf(c.id) === u.id).map((c) => c.id),
    })),
    places: places.all.map((p) => ({ id: p.id, name: p.name, kind: p.kind, parent: p.parentId })),
    categories: categories.all.map((c) => ({ id: c.id, name: c.name, leadUnit: leadOf(c.id) })),
    signIns: signIns.map((s) => ({ login: s.login, password: s.password, name: s.name, unit: s.unit, role: s.roles[0], roles: s.roles })),
    tokens: Object.fromEntries(signIns.map((s) => [s.tokenName, s.token])),
    pid: process.pid,
  };
}
