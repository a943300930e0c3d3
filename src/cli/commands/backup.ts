import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { backupFolder, noteBackup, stampOf } from '#app/upgrade.ts';
import { logAccess } from '#features/people/index.ts';
import { backup } from '#platform/backup/backup.ts';
import { folderFault } from '#platform/db/faults.ts';
import { PlainFault } from '#platform/db/plain-fault.ts';
import { progress } from '../progress.ts';
import { asJson, out, say, tell, WrongUsage } from '../say.ts';
import { type Purpose, withPorts } from '../settings.ts';
import { type Json, jsonOption, type Shell } from '../shell.ts';

type Options = Json & { to?: string; passphraseFile?: string };

export function backupCommand({ program, purpose, doing }: Shell): void {
  program
    .command('backup')
    .description('把全部数据备份成一个文件，服务不用停 / everything in one file, while the server runs')
    .option('--to <file>', '写到哪里，缺省在数据目录的 backups 里 / where to; by default in the data folder’s backups')
    .option(
      '--passphrase-file <file>',
      '用这个文件里的口令加密（age 格式），并带上密钥 / encrypt with the passphrase in this file, and take the keys along',
    )
    .option(...jsonOption)
    .action(doing((options: Options) => backupNow(purpose(), options)));
}

function backupNow(purpose: Purpose, { to, passphraseFile, json }: Options): Promise<void> {
  const passphrase = passphraseFile === undefined ? null : passphraseIn(passphraseFile);
  return withPorts(purpose, async (ports, opened, config) => {
    const at = ports.now();
    const name = `daodi-${stampOf(at)}.tar.gz${passphrase === null ? '' : '.age'}`;
    const file = resolve(to ?? join(backupFolder(config.dataDir), name));
    if (existsSync(file))
      throw new PlainFault({
        zh: `${file} 已经有了，没有覆盖。请换个名字，或先移走它。`,
        en: `${file} is there already and was not overwritten. Choose another name, or move it away.`,
      });
    const bar = progress(say({ zh: '备份', en: 'Backup' }), { quiet: json });
    const from = { ownerUrl: opened.ownerUrl, dataDir: config.dataDir, filesOnDisk: ports.files.kind === 'disk' };
    const folder = dirname(file);
    const made = await mkdir(folder, { recursive: true, mode: 0o700 })
      .then(() => backup(from, { file, passphrase }, at, (done, total) => bar.set(done, total)))
      .catch((error: unknown) => {
        throw folderFault(error, folder);
      });
    bar.end();
    await noteBackup(config.dataDir, at, file);
    await logAccess(ports, { what: 'backup-made', why: `${made.tables} tables, ${made.files} files${made.keys ? ', keys' : ''}` });
    if (json) return asJson(made);
    out(file);
    tell({
      zh: `${made.tables} 张表、${made.files} 个附件，${(made.bytes / 1_048_576).toFixed(1)} MB。请把它拷到另一台机器上，并用 daodi restore --verify 演练一次。`,
      en: `${made.tables} tables, ${made.files} files, ${(made.bytes / 1_048_576).toFixed(1)} MB. Copy it to another machine, and rehearse it once with daodi restore --verify.`,
    });
    if (!made.keys)
      tell({
        zh: `没有加密，所以不带密钥：没有 ${join(config.dataDir, 'secrets')} 里的文件，恢复后姓名和电话打不开。请另外保管，或用 --passphrase-file。`,
        en: `Not encrypted, so the keys are not in it: without the files in ${join(config.dataDir, 'secrets')} names and phones stay sealed after a restore. Keep them apart, or use --passphrase-file.`,
      });
    if (made.filesElsewhere)
      tell({
        zh: '附件存在 S3 里，不在这份备份中，请用那边的办法备份。',
        en: 'Files are kept in S3 and are not in this backup; back them up there.',
      });
  });
}

export function passphraseIn(file: string): string {
  let text = '';
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch {
    throw new WrongUsage({ zh: `口令文件读不了：${file}`, en: `The passphrase file cannot be read: ${file}` });
  }
  if (text.length < 12)
    throw new WrongUsage({ zh: '口令太短，至少 12 个字符。', en: 'The passphrase is too short; use at least 12 characters.' });
  return text;
}

export const removeFolder = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });
