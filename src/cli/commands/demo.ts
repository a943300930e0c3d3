// `npm run demo`: the whole product with an invented county and one sign-in per role. A second start keeps everything.
import { listenForEnd } from '#app/end.ts';
import { type Opened, openPorts } from '#app/ports.ts';
import { run } from '#app/run.ts';
import { settleSite } from '#app/site.ts';
import { takeStatistics } from '#platform/db/statistics.ts';
import { createLog } from '#platform/log.ts';
import { demoContract } from '../demo/contract.ts';
import { importDemoMessages, isFilled } from '../demo/import-messages.ts';
import { type DemoSignIn, demoSignIns } from '../demo/people.ts';
import { playScenes } from '../demo/scenes.ts';
import { playLamps, playWater } from '../demo/scenes-classes.ts';
import { seedCounty } from '../demo/seed-county.ts';
import { progress } from '../progress.ts';
import { asJson, out, say } from '../say.ts';
import { configOf } from '../settings.ts';
import type { Json, Shell } from '../shell.ts';
import { columns } from '../table.ts';

const site = { county: '示例县', phone: '0000-0000000', phoneHours: '示例，不接听', code: '990000' }; // 99 is no province: a demo number is never a real one

type Options = Json & { import: boolean };

export function demoCommand({ program, doing }: Shell): void {
  program
    .command('demo')
    .description('启动示例县：每个岗位一个账号 / start the demo county with one sign-in per role')
    .option('--json', '就绪后输出一行 JSON，此外不输出 / print one line of JSON once ready, and nothing else')
    .option('--no-import', '不导入来信 / import no messages')
    .action(doing((options: Options) => demo(options)));
}

async function demo({ json = false, import: wantsMessages }: Options): Promise<void> {
  const end = listenForEnd();
  const began = performance.now();
  const config = configOf('demo');
  if (!json) out(say({ zh: '正在启动示例县……', en: 'Starting the demo county …' }));
  const opened = await openPorts(config, createLog({ level: config.logLevel === 'info' ? 'warn' : config.logLevel }), 'exclusive');
  let importing: Promise<void> | null = null;
  try {
    const { ports } = opened;
    await seedCounty(ports);
    const signIns = await demoSignIns(ports, config.dataDir);
    await settleSite(ports, site, config.countyCode);
    await playLamps(ports); // what is older comes first: the clock of those days must not see what came later
    await playScenes(ports);
    await playWater(ports); // all of it before the clock runs: they move a clock of their own
    const running = await run(opened, config, { ...site, showParts: true });
    importing = wantsMessages && !end.asked() && !(await isFilled(ports.db)) ? fill(opened, json, end.asked) : null;
    if (json) asJson({ ...(await demoContract(opened, running.base, signIns)), importing: importing !== null });
    else welcome(running.base, signIns, config.dataDir, performance.now() - began);
    await end.whenAsked;
    await importing;
    await running.stop();
  } catch (error) {
    await importing?.catch(() => undefined);
    await opened.close();
    throw error;
  }
  if (!json) out(say({ zh: '已停止，数据都在。', en: 'Stopped; all data are kept.' }));
}

/** In the background, because the pages answer already. A failure is told and costs nothing else: the next start goes on where it was. */
async function fill({ ports, ownerUrl }: Opened, quiet: boolean, stopped: () => boolean): Promise<void> {
  const began = performance.now();
  const bar = progress(say({ zh: '正在导入来信', en: 'Importing messages' }), { quiet });
  try {
    const taken = await importDemoMessages(ports, bar.set, stopped);
    bar.end();
    const perSecond = Math.round((taken * 1000) / (performance.now() - began));
    if (taken > 0 && !stopped()) await takeStatistics(ownerUrl);
    if (!quiet && taken > 0)
      out(say({ zh: `已导入来信 ${taken} 件，每秒 ${perSecond} 件。`, en: `Imported ${taken} messages, ${perSecond} a second.` }));
  } catch (error) {
    bar.end();
    ports.log.error({ err: error }, 'the import of the demo messages broke off; the next start goes on where it was');
  }
}

function welcome(base: string, signIns: readonly DemoSignIn[], dataDir: string, ms: number): void {
  const t = (zh: string, en: string) => out(say({ zh, en }));
  out('');
  t(`群众入口  ${base}/`, `Portal  ${base}/`);
  t(`工作人员  ${base}/staff`, `Staff   ${base}/staff`);
  t(`接口      ${base}/api/v1/openapi.json`, `API     ${base}/api/v1/openapi.json`);
  t(`群众电话  ${site.phone}（${site.phoneHours}）`, `Phone   ${site.phone} (example)`);
  t(`数据目录  ${dataDir}`, `Data    ${dataDir}`);
  out('');
  const head = say({ zh: '登录名|密码|姓名|单位|岗位', en: 'login|password|name|unit|roles' }).split('|');
  for (const line of columns([head, ...signIns.map((s) => [s.login, s.password, s.name, s.unit, s.roles.join(',')])])) out(line);
  out('');
  t(`${(ms / 1000).toFixed(1)} 秒就绪。按 Ctrl-C 停止，数据会保留。`, `Ready in ${(ms / 1000).toFixed(1)} s. Ctrl-C stops; the data stay.`);
}
