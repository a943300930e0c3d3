import { createWriteStream } from 'node:fs';
import { listMatters } from '#features/matters/index.ts';
import { loadUnits } from '#features/people/index.ts';
import { csvPieces } from '#platform/spreadsheets/write-csv.ts';
import { type ExitCode, progressBar, say } from '../say.ts';
import { withPorts } from '../settings.ts';

const head = ['编号', '标题', '状态', '承办单位', '收到时间', '到期时间', '暂定', '轮次', '是否解决', '满意度'];

/** The ledger without contact data, streamed page by page; cells that a spreadsheet would run are neutralised. */
export function exportMatters(purpose: 'demo' | 'live', options: { format: string; out?: string }): Promise<ExitCode> {
  return withPorts(purpose, async (ports) => {
    const units = await loadUnits(ports.db);
    const bar = await progressBar(say({ zh: '导出', en: 'Exporting' }), options.out === undefined);
    const to = options.out === undefined ? process.stdout : createWriteStream(options.out, { mode: 0o600 });
    const write = (text: string | Uint8Array): Promise<void> =>
      new Promise((resolve, reject) => to.write(text, (error) => (error ? reject(error) : resolve())));
    async function* rows(): AsyncGenerator<string[]> {
      yield head;
      let cursor: string | undefined;
      let done = 0;
      do {
        const page = await listMatters(ports.db, { kind: 'staff', id: 'cli', unitId: '', roles: ['countyOffice'] }, [], {
          limit: 200,
          cursor,
        });
        for (const r of page.rows)
          yield [
            r.number,
            r.title,
            r.status,
            units.nameOf(r.owner_unit_id),
            r.received_at,
            r.due_at,
            r.provisional ? '是' : '',
            String(r.round),
            r.solved ?? '',
            r.level === null ? '' : String(r.level),
          ];
        done += page.rows.length;
        bar.set(done, done);
        cursor = page.next ?? undefined;
      } while (cursor);
    }
    if (options.format === 'jsonl') {
      let keys: string[] | null = null;
      for await (const row of rows()) {
        if (keys === null) keys = row;
        else await write(`${JSON.stringify(Object.fromEntries(keys.map((k, i) => [k, row[i]])))}\n`);
      }
    } else {
      let first = true;
      for await (const row of rows()) {
        const [bom = '', line = ''] = [...csvPieces([row])];
        await write(first ? bom + line : line);
        first = false;
      }
    }
    bar.end();
    return 0 as const;
  });
}
