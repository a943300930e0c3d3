// Photos and papers, read through and compared with their names: samples as a rule, all of them on demand. What is broken is named with its matter.
import { sql } from 'kysely';
import type { AppPorts } from '#app/ports.ts';
import { troubleOf } from '#platform/files/trouble.ts';
import { progress } from '../progress.ts';
import { type Checked, checked, told } from './machine.ts';

type Row = { id: string; sha256: string; thumb_sha256: string; number: string | null };
type Broken = { sha256: string; number: string | null; how: 'missing' | 'altered' };

const sampled = 100;
const atOnce = 4;
const perPage = 500;
const mostNamed = 20;

/** Writes a few bytes and reads them again: whether a file sent now would be kept. */
export async function storeCheck({ files }: AppPorts): Promise<Checked> {
  const where = files.kind === 's3' ? { zh: 'S3 存储', en: 'the S3 store' } : { zh: '本机磁盘', en: 'this disk' };
  try {
    const { sha256 } = await files.put(Buffer.from('daodi doctor'));
    const isSound = (await files.verify(sha256)) === 'whole';
    if (isSound)
      return checked('store', 'good', `附件存在${where.zh}，试存试读正常`, `Files are kept in ${where.en}; writing and reading back works`);
    return checked(
      'store',
      'bad',
      `附件存在${where.zh}，但读回来的不对`,
      `Files are kept in ${where.en}, but what is read is not what was written`,
    );
  } catch (error) {
    const advice =
      troubleOf(error) === 'full'
        ? { zh: '没有空间了', en: 'there is no room' }
        : {
            zh: '连不上，或者被拒绝：请看 S3_ENDPOINT、S3_BUCKET 和密钥',
            en: 'it cannot be reached, or refuses us: look at S3_ENDPOINT, S3_BUCKET and the keys',
          };
    return checked(
      'store',
      'bad',
      `附件存不进${where.zh}：${advice.zh}（${told(error)}）`,
      `Files cannot be kept in ${where.en}: ${advice.en} (${told(error)})`,
    );
  }
}

/** `all`: every file, with a progress bar; otherwise the newest hundred and a hundred at random. */
export async function filesCheck({ db, files }: AppPorts, all: boolean): Promise<Checked> {
  const broken: Broken[] = [];
  let seen = 0;
  const look = async (rows: readonly Row[]): Promise<void> => {
    const names = new Map(rows.flatMap(({ sha256, thumb_sha256, number }) => [[sha256, number] as const, [thumb_sha256, number] as const]));
    const waiting = [...names];
    const work = async (): Promise<void> => {
      for (let next = waiting.pop(); next; next = waiting.pop()) {
        const how = await files.verify(next[0]);
        if (how !== 'whole') broken.push({ sha256: next[0], number: next[1], how });
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    seen += rows.length;
  };
  if (all) await lookAtAll(db, look);
  else await look(await samples(db));
  return tell(broken, seen, all);
}

async function lookAtAll(db: AppPorts['db'], look: (rows: readonly Row[]) => Promise<void>): Promise<void> {
  const { n } = await db
    .selectFrom('photo')
    .select((eb) => eb.fn.countAll<string>().as('n'))
    .executeTakeFirstOrThrow();
  const bar = progress('核对附件 / files');
  let done = 0;
  for (let after = ''; ; ) {
    const rows = await listed(db, sql`where p.id > ${after} order by p.id limit ${sql.lit(perPage)}`);
    if (rows.length === 0) break;
    await look(rows);
    done += rows.length;
    after = rows.at(-1)?.id ?? '';
    bar.set(done, Math.max(Number(n), done));
  }
  bar.end();
}

async function samples(db: AppPorts['db']): Promise<Row[]> {
  const newest = await listed(db, sql`order by p.added_at desc limit ${sql.lit(sampled)}`);
  const random = await listed(db, sql`order by random() limit ${sql.lit(sampled)}`);
  return [...new Map([...newest, ...random].map((row) => [row.id, row])).values()];
}

async function listed(db: AppPorts['db'], rest: ReturnType<typeof sql>): Promise<Row[]> {
  const { rows } =
    await sql<Row>`select p.id, p.sha256, p.thumb_sha256, m.number from photo p left join matter m on m.id = p.matter_id ${rest}`.execute(
      db,
    );
  return rows;
}

function tell(broken: readonly Broken[], seen: number, all: boolean): Checked {
  const which = all ? { zh: '全部', en: 'all' } : { zh: '抽查', en: 'a sample of' };
  if (broken.length === 0) {
    const more = all ? { zh: '', en: '' } : { zh: '（全部核对：daodi doctor --files）', en: ' (every one: daodi doctor --files)' };
    return checked(
      'files',
      'good',
      `${which.zh} ${seen} 个附件都完好${more.zh}`,
      `Of ${which.en} ${seen} files every one is whole${more.en}`,
    );
  }
  const named = (words: { missing: string; altered: string; none: string }, stop: string) =>
    broken
      .slice(0, mostNamed)
      .map(({ sha256, number, how }) => `${number ?? words.none} ${sha256.slice(0, 12)} ${words[how]}`)
      .join(stop) + (broken.length > mostNamed ? ' …' : '');
  return checked(
    'files',
    'bad',
    `${which.zh} ${seen} 个附件里有 ${broken.length} 个坏了：${named({ missing: '缺失', altered: '被改动', none: '未交的草稿' }, '；')}。请从备份恢复`,
    `Of ${which.en} ${seen} files ${broken.length} are broken: ${named({ missing: 'missing', altered: 'altered', none: 'an unsent draft' }, '; ')}. Restore them from the backup`,
  );
}
