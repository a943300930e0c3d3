import { openDatabase } from '#app/ports.ts';
import { backupBeforeUpgrade } from '#app/upgrade.ts';
import { systemClock } from '#platform/clock.ts';
import { migrate } from '#platform/db/migrate.ts';
import { asJson, out, say } from '../say.ts';
import { configOf, type Purpose, quietLog } from '../settings.ts';
import { type Json, jsonOption, type Shell } from '../shell.ts';

type Options = Json & { dryRun?: boolean };

export function migrateCommand({ program, purpose, doing }: Shell): void {
  program
    .command('migrate')
    .description('把数据结构更新到本版本，只进不退 / bring the schema up to this version; forward only')
    .option('--dry-run', '试做一遍再撤回，不改 / try it all and take it back')
    .option(...jsonOption)
    .action(doing((options: Options) => migrateNow(purpose(), options)));
}

async function migrateNow(purpose: Purpose, { dryRun = false, json = false }: Options): Promise<void> {
  const config = configOf(purpose);
  const database = await openDatabase(config, quietLog(), 'share');
  try {
    const kept = dryRun ? null : await backupBeforeUpgrade(database, config, systemClock()());
    if (kept && !json) out(say({ zh: `已先备份：${kept}`, en: `A backup was made first: ${kept}` }));
    const names = await migrate(database.ownerUrl, { dryRun });
    if (json) return asJson({ dryRun, migrations: names, backup: kept });
    for (const name of names) out(name);
    if (names.length === 0)
      out(say({ zh: '数据结构已是本版本的，没有要做的。', en: 'The schema is of this version; there is nothing to do.' }));
    else if (dryRun)
      out(
        say({
          zh: '以上都试做成功并已撤回。运行 daodi migrate 会先自动备份再做。',
          en: 'All of this was tried and taken back. daodi migrate makes a backup first, and then does it.',
        }),
      );
  } finally {
    await database.stop();
  }
}
