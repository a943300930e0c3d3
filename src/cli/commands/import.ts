import { basename } from 'node:path';
import { readMessages } from '#platform/spreadsheets/messages-table.ts';
import { tableRefusals } from '#platform/spreadsheets/table-refusals.ts';
import { importRows } from '../demo/import-messages.ts';
import { asJson, type ExitCode, lang, out, progressBar, say } from '../say.ts';
import { withPorts } from '../settings.ts';

/** Rows that are refused are listed with their reason; rows known from an earlier import of the same file are left alone. */
export function importFile(purpose: 'demo' | 'live', file: string, options: { json?: boolean }): Promise<ExitCode> {
  return withPorts(purpose, async (ports) => {
    const read = await readMessages({ path: file }, { name: basename(file) });
    if (!read.ok) {
      process.stderr.write(`${tableRefusals[read.refusal][lang]}\n`);
      return 1;
    }
    const bar = await progressBar(say({ zh: '导入', en: 'Importing' }), options.json === true);
    const result = await importRows(ports, read.table.rows, basename(file), (done) => bar.set(done, done));
    bar.end();
    if (options.json) asJson(result);
    else out(JSON.stringify(result));
    return 0;
  });
}
