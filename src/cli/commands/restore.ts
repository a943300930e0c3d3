import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openDatabase, openWith } from '#app/ports.ts';
import { verifyRecord } from '#features/record/index.ts';
import { type Unreadable, UnreadableBackup } from '#platform/backup/archive.ts';
import { NewerBackup, NotEmpty, type Restored, restore } from '#platform/backup/backup.ts';
import type { Config } from '#platform/config.ts';
import { PlainFault, type Sentence } from '#platform/db/plain-fault.ts';
import { progress } from '../progress.ts';
import { asJson, type ExitCode, out, refused, say } from '../say.ts';
import { configOf, type Purpose, quietLog } from '../settings.ts';
import { type Json, jsonOption, type Shell } from '../shell.ts';
import { passphraseIn, removeFolder } from './backup.ts';

type Options = Json & { verify?: boolean; passphraseFile?: string };

export function restoreCommand({ program, purpose, doing }: Shell): void {
  program
    .command('restore <file>')
    .description(
      '从备份恢复到空的数据目录或数据库，并从头核对 / bring a backup into an empty data folder or database, and check the whole record',
    )
    .option('--verify', '只演练：恢复到临时目录，核对，再删掉 / a rehearsal: into a temporary folder, checked, and removed')
    .option('--passphrase-file <file>', '备份的口令 / the backup’s passphrase')
    .option(...jsonOption)
    .action(doing((file: string, options: Options) => (options.verify ? rehearse(file, options) : restoreHere(purpose(), file, options))));
}

async function rehearse(file: string, options: Options): Promise<ExitCode> {
  const dataDir = await mkdtemp(join(tmpdir(), 'daodi-restore-'));
  try {
    return await into({ ...configOf('live'), dataDir, database: { kind: 'embedded' } } as Config, file, options);
  } finally {
    await removeFolder(dataDir);
  }
}

const restoreHere = (purpose: Purpose, file: string, options: Options): Promise<ExitCode> => into(configOf(purpose), file, options);

async function into(config: Config, name: string, { passphraseFile, json, verify = false }: Options): Promise<ExitCode> {
  const file = resolve(name);
  if (!existsSync(file)) return refused({ zh: `没有这个文件：${file}`, en: `There is no such file: ${file}` });
  const passphrase = passphraseFile === undefined ? null : passphraseIn(passphraseFile);
  const database = await openDatabase(config, quietLog(), 'exclusive');
  let isStopped = false;
  try {
    const bar = progress(say({ zh: '恢复', en: 'Restoring' }), { quiet: json });
    let rows = 0;
    const restored = await restore({ file, passphrase }, { ownerUrl: database.ownerUrl, dataDir: config.dataDir }, (_table, more) => {
      rows += more;
      bar.set(rows);
    });
    bar.end();
    const opened = await openWith(database, config, quietLog());
    isStopped = true; // closing `opened` stops the database too
    try {
      const report = await verifyRecord(opened.ports);
      if (json) asJson({ ok: report.ok, rehearsal: verify, ...restored, counts: report.counts, finding: report.finding ?? null });
      else tellRestored(restored, report.counts, verify);
      return report.finding ? refused(report.finding.sentence) : report.ok ? 0 : 1;
    } finally {
      await opened.close();
    }
  } catch (error) {
    const words = wordsFor(error);
    if (words) throw new PlainFault(words, error);
    throw error;
  } finally {
    if (!isStopped) await database.stop();
  }
}

function tellRestored(restored: Restored, counts: { matters: number; events: number }, rehearsal: boolean): void {
  const rows = restored.tables.reduce((sum, table) => sum + table.rows, 0);
  out(
    say({
      zh: `${rehearsal ? '演练' : '恢复'}成功：${restored.tables.length} 张表 ${rows} 行，${restored.files} 个附件；核对了 ${counts.matters} 件、${counts.events} 条记录。`,
      en: `${rehearsal ? 'The rehearsal went well' : 'Restored'}: ${rows} rows in ${restored.tables.length} tables, ${restored.files} files; ${counts.matters} matters and ${counts.events} events were checked.`,
    }),
  );
  if (!restored.about.keys)
    out(
      say({
        zh: '这份备份不带密钥：请把原来 secrets 目录里的 column.key 放回数据目录，否则姓名和电话打不开。',
        en: 'This backup holds no keys: put the old column.key back into the data folder’s secrets, else names and phones stay sealed.',
      }),
    );
}

const unreadable: Record<Unreadable, Sentence> = {
  'not-a-backup': {
    zh: '这不是 daodi backup 做的文件，没有恢复任何内容。',
    en: 'This file was not made by daodi backup; nothing was restored.',
  },
  'needs-passphrase': {
    zh: '这份备份加了密，请用 --passphrase-file 给出口令文件。',
    en: 'This backup is encrypted: name the passphrase file by --passphrase-file.',
  },
  'wrong-passphrase': {
    zh: '口令打不开这份备份，没有恢复任何内容。',
    en: 'The passphrase does not open this backup; nothing was restored.',
  },
  'cut-off': {
    zh: '备份文件不完整或已损坏，没有恢复任何内容。请用另一份。',
    en: 'The backup is cut off or damaged; nothing was restored. Use another one.',
  },
  altered: { zh: '备份里的内容与它的清单不符，没有恢复任何内容。', en: 'The backup does not fit its own manifest; nothing was restored.' },
};

function wordsFor(error: unknown): Sentence | null {
  if (error instanceof UnreadableBackup) {
    const { zh, en } = unreadable[error.why];
    return error.entry === '' ? { zh, en } : { zh: `${zh}（${error.entry}）`, en: `${en} (${error.entry})` };
  }
  if (error instanceof NewerBackup)
    return {
      zh: '这份备份是更新的版本做的，本程序读不了。请先升级程序。没有恢复任何内容。',
      en: 'This backup was made by a newer version; upgrade this program first. Nothing was restored.',
    };
  if (error instanceof NotEmpty)
    return {
      zh: '这里已经有数据，没有动它。请恢复到空的数据目录（DAODI_DATA_DIR）或空的数据库（DATABASE_URL）。',
      en: 'There are data here already, and they were left alone. Restore into an empty data folder (DAODI_DATA_DIR) or an empty database (DATABASE_URL).',
    };
  return null;
}
