// Every way the database can fail to come up, as one sentence: what happened, what was kept, what to do next.
import { statfsSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from './living.ts';
import { PlainFault } from './plain-fault.ts';

const text = {
  full: (dir: string) => ({
    zh: `磁盘已满，无法在 ${dir} 写入；已有数据没有改动。请腾出空间后再启动。`,
    en: `The disk is full, nothing could be written in ${dir}; data already there is untouched. Free some space and start again.`,
  }),
  unwritable: (dir: string) => ({
    zh: `数据文件夹 ${dir} 不能写入（只读或没有权限）；没有做任何改动。请改权限，或用 DAODI_DATA_DIR 指定另一个文件夹。`,
    en: `The data folder ${dir} cannot be written (read-only, or no permission); nothing was changed. Grant access, or name another folder by DAODI_DATA_DIR.`,
  }),
  inUse: (dir: string, pid: number) => ({
    zh: `数据文件夹 ${dir} 正由进程 ${pid} 使用。请先停止它，或用 DAODI_DATA_DIR 指定另一个文件夹。`,
    en: `The data folder ${dir} is in use by pid ${pid}. Stop that one first, or name another folder by DAODI_DATA_DIR.`,
  }),
  foreign: (dir: string, pid: number, other: string) => ({
    zh: `${dir} 里记着另一个数据库服务（进程 ${pid}，数据在 ${other}），像是运行中复制或移动来的文件夹；没有做任何改动。请停止那个服务后重新复制。`,
    en: `${dir} names a database server of another folder (pid ${pid}, data in ${other}): it looks copied or moved while running; nothing was changed. Stop that server and copy again.`,
  }),
  otherOwner: (dir: string, uid: number) => ({
    zh: `数据文件夹 ${dir} 属于另一个用户（uid ${uid}）；没有做任何改动。请以该用户启动，或指定另一个文件夹。`,
    en: `The data folder ${dir} belongs to another user (uid ${uid}); nothing was changed. Start as that user, or name another folder.`,
  }),
  otherMajor: (dir: string, found: string, ours: string) => ({
    zh: `${dir} 里的数据由 PostgreSQL ${found} 写成，本程序带的是 ${ours}；没有做任何改动。请用原版本的到底导出后再导入。`,
    en: `The data in ${dir} was written by PostgreSQL ${found}, this Daodi carries ${ours}; nothing was changed. Export it with the Daodi that wrote it, then import.`,
  }),
  unsupported: (what: string) => ({
    zh: `内置数据库不支持这个平台（${what}）。请自备 PostgreSQL 15 或更新版本，用 DATABASE_URL 指定。`,
    en: `The embedded database does not run on this platform (${what}). Use your own PostgreSQL 15 or newer, named by DATABASE_URL.`,
  }),
  unreachable: (dir: string) => ({
    zh: `以 root 启动时数据库要降为普通用户运行，但该用户进不去 ${dir}，系统也没有可用的 setpriv。请把文件夹放到 /var/lib/daodi 之类人人可进入的位置，或用普通用户启动。`,
    en: `Started as root, the database runs as an unprivileged user, who cannot reach ${dir}, and no working setpriv was found. Use a folder that user can reach, such as /var/lib/daodi, or start as an ordinary user.`,
  }),
  newer: (name: string) => ({
    zh: `数据库由更新版本的到底使用过（${name}），本版本不能打开；没有做任何改动。请换用新版本。`,
    en: `The database was used by a newer Daodi (${name}) and cannot be opened by this one; nothing was changed. Use the newer version.`,
  }),
  edited: (name: string) => ({
    zh: `已发布的数据库迁移 ${name} 被改过，与数据库里记下的不同；没有做任何改动。请恢复原文件，改动另写一个新迁移。`,
    en: `The released migration ${name} was edited and differs from what this database has seen; nothing was changed. Restore the file and put the change into a new migration.`,
  }),
  mayNotCreate: (role: string, database: string) => ({
    zh: `数据库用户 ${role} 不能在 ${database} 里建表；没有做任何改动。请管理员执行：GRANT CREATE, USAGE ON SCHEMA public TO "${role}";`,
    en: `The role ${role} may not create tables in ${database}; nothing was changed. Have an administrator run: GRANT CREATE, USAGE ON SCHEMA public TO "${role}";`,
  }),
  tooOld: (version: string) => ({
    zh: `DATABASE_URL 指向的 PostgreSQL 是 ${version}，到底需要 15 或更新版本；没有做任何改动。`,
    en: `The PostgreSQL at DATABASE_URL is ${version}; Daodi needs 15 or newer. Nothing was changed.`,
  }),
  badUrl: () => ({
    zh: 'DATABASE_URL 的写法不对，应为 postgresql://用户:密码@主机:端口/数据库。没有做任何改动。',
    en: 'DATABASE_URL is not written as postgresql://user:password@host:port/database. Nothing was changed.',
  }),
  refused: (where: string) => ({
    zh: `DATABASE_URL 指向的 ${where} 没有应答（没有启动、地址或端口不对，或被防火墙挡住）。请检查后再启动。`,
    en: `Nothing answers at ${where}, where DATABASE_URL points (not running, wrong host or port, or a firewall). Check it and start again.`,
  }),
  denied: (where: string) => ({
    zh: `${where} 的数据库不接受 DATABASE_URL 里的用户或密码。请改正后再启动。`,
    en: `The database at ${where} does not accept the user or password in DATABASE_URL. Correct them and start again.`,
  }),
  noDatabase: (where: string) => ({
    zh: `${where} 上没有 DATABASE_URL 里写的数据库。请先建库（CREATE DATABASE），或改正名称。`,
    en: `The server at ${where} has no database of the name in DATABASE_URL. Create it (CREATE DATABASE), or correct the name.`,
  }),
  notPostgres: (where: string) => ({
    zh: `${where} 上应答的不是 PostgreSQL。请检查 DATABASE_URL 的主机和端口。`,
    en: `What answers at ${where} is not PostgreSQL. Check host and port in DATABASE_URL.`,
  }),
  urlOther: (where: string, said: string) => ({
    zh: `无法使用 ${where} 的数据库：${said}。请检查 DATABASE_URL。`,
    en: `The database at ${where} cannot be used: ${said}. Check DATABASE_URL.`,
  }),
  needsRole: (role: string, owner: string, database: string) => ({
    zh: `用户 ${owner} 不能建立应用所用的角色 ${role}，因此没有启动。请管理员执行：CREATE ROLE ${role} NOLOGIN; GRANT ${role} TO "${owner}"; GRANT CONNECT ON DATABASE "${database}" TO ${role};`,
    en: `The role ${owner} may not create ${role}, the role the application works as, so nothing was started. Have an administrator run: CREATE ROLE ${role} NOLOGIN; GRANT ${role} TO "${owner}"; GRANT CONNECT ON DATABASE "${database}" TO ${role};`,
  }),
  noStart: (log: string, last: string) => ({
    zh: `内置数据库没能启动：${last}。数据没有改动，详情见 ${log}。`,
    en: `The embedded database did not start: ${last}. The data is untouched; details are in ${log}.`,
  }),
};

export const diskFull = (dir: string, cause?: unknown) => new PlainFault(text.full(dir), cause);
export const folderUnwritable = (dir: string, cause?: unknown) => new PlainFault(text.unwritable(dir), cause);
export const folderInUse = (dir: string, pid: number) => new PlainFault(text.inUse(dir, pid));
export const foreignServer = (dir: string, pid: number, other: string) => new PlainFault(text.foreign(dir, pid, other));
export const otherOwner = (dir: string, uid: number) => new PlainFault(text.otherOwner(dir, uid));
export const otherMajor = (dir: string, found: string, ours: string) => new PlainFault(text.otherMajor(dir, found, ours));
export const unsupportedPlatform = (what: string) => new PlainFault(text.unsupported(what));
export const unreachableAsServerUser = (dir: string) => new PlainFault(text.unreachable(dir));
export const endedAtOnce = (dir: string) => startFault('it ended as soon as it was ready', dir);
export const newerDatabase = (name: string) => new PlainFault(text.newer(name));
export const editedMigration = (name: string) => new PlainFault(text.edited(name));
export const mayNotCreateTables = (role: string, database: string) => new PlainFault(text.mayNotCreate(role, database));
export const tooOld = (version: string) => new PlainFault(text.tooOld(version));
export const needsAppRole = (role: string, owner: string, database: string) => new PlainFault(text.needsRole(role, owner, database));

const unwritableCodes = new Set(['EACCES', 'EROFS', 'EPERM', 'ENOTDIR', 'EEXIST', 'ENAMETOOLONG', 'ENOENT']);

/** Turns a failed file operation in the data folder into its sentence; anything unexpected stays what it is. */
export function folderFault(error: unknown, dir: string): unknown {
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(dir, error);
  if (unwritableCodes.has(code)) return folderUnwritable(dir, error);
  return error;
}

/** Reads the sentence out of what initdb or postgres said (they always speak English here, `lc_messages` is C). */
export function startFault(said: string, dir: string): PlainFault {
  if (/No space left on device|Disk quota exceeded/.test(said) || isFull(dir)) return diskFull(dir);
  if (/^setpriv:/m.test(said)) return unreachableAsServerUser(dir);
  if (/Read-only file system/.test(said)) return folderUnwritable(dir);
  if (/Permission denied/.test(said)) return folderUnwritable(dir);
  if (/error while loading shared libraries|GLIBC_\S+' not found|Exec format error/.test(said)) return unsupportedPlatform(lastLine(said));
  return new PlainFault(text.noStart(join(dir, 'pg.log'), lastLine(said)));
}

/** On a full disk not even the log takes the reason. */
function isFull(dir: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(dir);
    return bavail * bsize < 64 * 1024;
  } catch {
    return false;
  }
}

/** The sentence for a DATABASE_URL that did not connect. It never repeats the URL itself, which may hold a password. */
export function databaseUrlFault(error: unknown, url: string): PlainFault {
  const code = codeOf(error);
  const where = placeOf(url);
  if (where === undefined || (error instanceof TypeError && code !== '')) return new PlainFault(text.badUrl(), error);
  if (/^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOENT|EACCES)$/.test(code))
    return new PlainFault(text.refused(where), error);
  if (code.startsWith('28')) return new PlainFault(text.denied(where), error);
  if (code === '3D000') return new PlainFault(text.noDatabase(where), error);
  const said = error instanceof Error ? error.message : String(error);
  if (/timeout/i.test(said)) return new PlainFault(text.refused(where), error);
  if (/password must be a string|No password/i.test(said)) return new PlainFault(text.denied(where), error);
  if (/message type|unexpectedly|unknown message|invalid response/i.test(said) || code === 'ECONNRESET')
    return new PlainFault(text.notPostgres(where), error);
  return new PlainFault(text.urlOther(where, said.replace(/\.$/, '')), error);
}

/** Host and port, or the socket's folder; undefined when this is no PostgreSQL URL at all. */
function placeOf(url: string): string | undefined {
  const [, authority = '', tail = ''] = /^postgres(?:ql)?:\/\/([^/?]*)(.*)$/.exec(url) ?? [];
  if (authority === '' && tail === '') return undefined;
  const host = authority.split('@').at(-1) ?? '';
  const socket = new URLSearchParams(tail.split('?')[1] ?? '').get('host');
  return socket ?? (host === '' ? 'localhost' : host);
}

function lastLine(said: string): string {
  const lines = said
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const telling = lines.findLast((line) => /FATAL|PANIC|error/i.test(line)) ?? lines.at(-1) ?? 'no message';
  return telling.replace(/^.*?(FATAL|PANIC|error):\s*/i, '').replace(/\.$/, '');
}
