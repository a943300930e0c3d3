// `npm start`: a county of one's own. Nothing is there but limit packs, calendars and categories; the first run prints a set-up link.

import { listenForEnd } from '#app/end.ts';
import { openPorts } from '#app/ports.ts';
import { run } from '#app/run.ts';
import type { SiteWords } from '#features/admin/index.ts';
import { seedWording } from '#features/matters/index.ts';
import { makeSetupLink } from '#features/people/index.ts';
import { createLog } from '#platform/log.ts';
import { nameCounty } from '../county/name-county.ts';
import { seedCategories, seedLimits } from '../demo/seed-county.ts';
import { out, say } from '../say.ts';
import { configOf } from '../settings.ts';
import type { Shell } from '../shell.ts';

type Options = { county?: string; phone?: string; phoneHours?: string };

export function startCommand({ program, doing }: Shell): void {
  program
    .command('start')
    .description('启动本县的系统；第一次启动会给出设置链接 / start the county; the first run prints a set-up link')
    .option(
      '--county <name>',
      '县（市、区）名称，首次启动时建立县和热线受理台；也可用 DAODI_COUNTY / name of the county; makes it and its hotline desk on the first run',
    )
    .option('--phone <number>', '群众电话，印在每一页；也可用 DAODI_PHONE，缺省 12345 / the phone on every page')
    .option('--phone-hours <words>', '电话服务时间；也可用 DAODI_PHONE_HOURS / when somebody answers it')
    .action(doing((options: Options) => start(options)));
}

async function start(options: Options): Promise<void> {
  const end = listenForEnd();
  const config = configOf('live');
  const words: SiteWords = {
    county: options.county ?? process.env['DAODI_COUNTY'],
    phone: options.phone ?? process.env['DAODI_PHONE'],
    phoneHours: options.phoneHours ?? process.env['DAODI_PHONE_HOURS'],
    code: config.countyCode ?? undefined,
  };
  const told = (name: string) => out(say({ zh: `已更新数据结构：${name}`, en: `Schema brought up to ${name}` }));
  const opened = await openPorts(config, createLog({ level: config.logLevel }), 'exclusive', told);
  try {
    await seedLimits(opened.ports);
    await seedCategories(opened.ports, { onlyIfNone: true });
    await seedWording(opened.ports);
    await nameCounty(opened.ports, words.county);
    const running = await run(opened, config, { ...words, showParts: false });
    welcome(running.base, config.dataDir);
    await tellSetupLink(opened, running.base);
    await end.whenAsked;
    await running.stop();
  } catch (error) {
    await opened.close();
    throw error;
  }
  out(say({ zh: '已停止，数据都在。', en: 'Stopped; all data are kept.' }));
}

function welcome(base: string, dataDir: string): void {
  out(say({ zh: `群众入口  ${base}/`, en: `Portal  ${base}/` }));
  out(say({ zh: `工作人员  ${base}/staff`, en: `Staff   ${base}/staff` }));
  out(say({ zh: `数据目录  ${dataDir}`, en: `Data    ${dataDir}` }));
  out(say({ zh: '按 Ctrl-C 停止，数据会保留。', en: 'Ctrl-C stops; the data stay.' }));
}

/** There is no default account: whoever holds the machine makes the first administrator, once, within half an hour. */
async function tellSetupLink(opened: Awaited<ReturnType<typeof openPorts>>, base: string): Promise<void> {
  const link = await makeSetupLink(opened.ports);
  if (!link.ok) return;
  out('');
  out(
    say({
      zh: '首次设置：请打开下面的链接，建立第一位管理员（只能用一次，30 分钟内有效）：',
      en: 'First set-up: open this link to make the first administrator (works once, for 30 minutes):',
    }),
  );
  out(`  ${base}${link.path}`);
  out(say({ zh: '过期了？运行 daodi user setup-link 再要一个。', en: 'Expired? Run daodi user setup-link for a new one.' }));
}
