// What the machine offers: needs no database, so it is told even when there is none.
import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lastBackupFile } from '#app/upgrade.ts';
import type { Config } from '#platform/config.ts';
import { runningAt } from '../settings.ts';

/** `what` is for programs; `zh` and `en` say what was seen, and what to do where it is not good. */
export type Checked = { what: string; state: 'good' | 'look' | 'bad'; zh: string; en: string };
export const checked = (what: string, state: Checked['state'], zh: string, en: string): Checked => ({ what, state, zh, en });

export async function machineChecks(config: Config): Promise<Checked[]> {
  return [node(), zone(), ...disk(config.dataDir), ...secretFiles(config.dataDir), lastBackup(config.dataDir), await server(config)];
}

function node(): Checked {
  const version = process.versions.node;
  const isNew = Number(version.split('.')[0]) >= 24;
  return checked(
    'node',
    isNew ? 'good' : 'bad',
    `Node ${version}${isNew ? '' : '，需要 24 以上'}`,
    `Node ${version}${isNew ? '' : '; 24 or newer is needed'}`,
  );
}

/** Days are counted in Asia/Shanghai whatever the machine is set to; what is told is only worth knowing when reading its other logs. */
function zone(): Checked {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return checked(
    'zone',
    'good',
    `本机时区 ${timeZone}；期限一律按北京时间算`,
    `This machine is in ${timeZone}; deadlines are counted in Asia/Shanghai all the same`,
  );
}

const staleDays = 7;

/** Only what this program made itself; a backup made in another way is the operator's own to know. */
function lastBackup(dataDir: string): Checked {
  try {
    const { at, file } = JSON.parse(readFileSync(lastBackupFile(dataDir), 'utf8')) as { at: string; file: string };
    const days = (Date.now() - Date.parse(at)) / 86_400_000;
    return checked(
      'backup',
      days < staleDays ? 'good' : 'look',
      `最近一次备份在 ${days.toFixed(1)} 天前：${file}${days < staleDays ? '' : '。请再备份一次（daodi backup）'}`,
      `The last backup is ${days.toFixed(1)} days old: ${file}${days < staleDays ? '' : '. Make another one (daodi backup)'}`,
    );
  } catch {
    return checked('backup', 'look', '还没有用 daodi backup 备份过', 'No backup has been made with daodi backup yet');
  }
}

const enoughGb = 2;

function disk(dataDir: string): Checked[] {
  try {
    const { bavail, bsize } = statfsSync(dataDir);
    const gb = (bavail * bsize) / 1e9;
    const space = checked(
      'disk',
      gb >= enoughGb ? 'good' : 'bad',
      `数据盘剩余 ${gb.toFixed(1)} GB${gb >= enoughGb ? '' : '，请腾出空间'}`,
      `${gb.toFixed(1)} GB free where the data are${gb >= enoughGb ? '' : '; make room'}`,
    );
    return [space, writes(dataDir)];
  } catch (error) {
    return [
      checked('disk', 'bad', `看不到数据目录 ${dataDir}：${told(error)}`, `The data folder ${dataDir} cannot be seen: ${told(error)}`),
    ];
  }
}

function writes(dataDir: string): Checked {
  const file = join(dataDir, 'run', `doctor-${randomBytes(6).toString('hex')}`);
  try {
    writeFileSync(file, 'x', { flush: true });
    return checked('write', 'good', '数据目录可写', 'The data folder can be written');
  } catch (error) {
    return checked('write', 'bad', `数据目录写不进去：${told(error)}`, `The data folder cannot be written: ${told(error)}`);
  } finally {
    rmSync(file, { force: true });
  }
}

/** Whoever reads the key can open every sealed name and phone; whoever has lost it, none. */
function secretFiles(dataDir: string): Checked[] {
  return ['column.key', 'daodi_app.password'].flatMap((name) => {
    const file = join(dataDir, 'secrets', name);
    const found = statSync(file, { throwIfNoEntry: false });
    if (!found)
      return name === 'column.key'
        ? [checked('secrets', 'bad', '还没有密钥文件（第一次启动时生成）', 'There is no key file yet (the first start makes it)')]
        : [];
    const isOpen = (found.mode & 0o077) !== 0;
    return [
      isOpen
        ? checked('secrets', 'bad', `别的用户也能读 ${file}，请运行 chmod 600`, `Others may read ${file}; run chmod 600`)
        : checked(
            'secrets',
            'good',
            `${name} 只有本用户能读；备份时别忘了它`,
            `${name} is readable by this user only; do not forget it in backups`,
          ),
    ];
  });
}

async function server(config: Config): Promise<Checked> {
  const url = runningAt(config.dataDir);
  if (url === null) return checked('server', 'look', '服务没有在运行', 'The server is not running');
  const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
  const isReady = answer?.ok === true;
  return checked(
    'server',
    isReady ? 'good' : 'bad',
    `${url} ${isReady ? '应答正常' : '没有正常应答，请看日志'}`,
    `${url} ${isReady ? 'answers' : 'does not answer as it should; see its log'}`,
  );
}

export const told = (error: unknown): string => (error instanceof Error ? error.message : String(error));
