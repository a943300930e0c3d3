import { openDatabase } from '#app/ports.ts';
import { pendingMigrations } from '#app/schema.ts';
import { migrate } from '#platform/db/migrate.ts';
import { asJson, out, say } from '../say.ts';
import { configOf, type Purpose, quietLog } from '../settings.ts';
import { type Json, jsonOption, type Shell } from '../shell.ts';

type Options = Json & { dryRun?: boolean };

export function migrateCommand({ program, purpose, doing }: Shell): void {
  program
    .command('migrate')
    .description('把数据结构更新到本版本，只进不退 / bring the schema up to this version; forward only')
    .option('--dry-run', '只列出要做的，不改 / only list what would be done')
    .option(...jsonOption)
    .action(doing((options: Options) => migrateNow(purpose(), options)));
}

async function migrateNow(purpose: Purpose, { dryRun = false, json = false }: Options): Promise<void> {
  const database = await openDatabase(configOf(purpose), quietLog(), 'share');
  try {
    const names = dryRun ? await pendingMigrations(database.appUrl) : await migrate(database.ownerUrl);
    if (json) return asJson({ dryRun, migrations: names });
    for (const name of names) out(name);
    if (names.length === 0)
      out(say({ zh: '数据结构已是本版本的，没有要做的。', en: 'The schema is of this version; there is nothing to do.' }));
    else if (dryRun)
      out(
        say({ zh: '以上还没有做。请先备份，再运行 daodi migrate。', en: 'None of this was done. Make a backup, then run daodi migrate.' }),
      );
  } finally {
    await database.stop();
  }
}
