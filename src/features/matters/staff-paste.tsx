// Cells pasted from Excel: looked at first, then each row through the single-matter decision, with one line of what came of it.
import { type Context, Hono } from 'hono';
import type { Command } from '#core/matter/commands.ts';
import { mayAsk } from '#core/matter/possible.ts';
import { textOf } from '#platform/http/form.ts';
import { sayNamed } from '#platform/http/frame.ts';
import { randomToken } from '#platform/ids.ts';
import type { Ports } from '#platform/ports.ts';
import { holdsAny, type StaffEnv } from '#platform/session/staff.ts';
import { emptyForm, type FormState, typedForm } from '#ui/form-state.ts';
import { PastePage, type PasteRow } from './pages/paste.tsx';
import { mostPasted, type PasteAct, type PastedRow, pastedRows } from './rules-paste.ts';
import { type Asked, actOnEach } from './staff-bulk.tsx';
import { type Facts, loadFacts } from './staff-facts.ts';
import { frameOf } from './staff-frame.ts';
import { maySeeAny } from './staff-lists.tsx';
import { sentenceOf } from './staff-sentences.ts';
import { namesFor, readMatter } from './staff-view.ts';
import { actionWords, type Twin } from './words.ts';

const faults = {
  what: { zh: '请选每一行要做什么。', en: 'Please choose what to do with each row.' },
  empty: { zh: '没有粘贴任何行。请在 Excel 里复制几行再粘贴。', en: 'Nothing was pasted. Copy some rows in Excel and paste them.' },
  many: {
    zh: `一次最多 ${mostPasted} 行，一行也没有办。请分几次粘贴。`,
    en: `At most ${mostPasted} rows at once, so none was done. Paste them in parts.`,
  },
  number: { zh: '不是有效的编号，这一行不办。', en: 'Not a valid number; this row is left out.' },
  unit: {
    zh: '没有这个单位，这一行不办。请写单位全称或简称。',
    en: 'There is no such unit; this row is left out. Write its full or short name.',
  },
  words: { zh: '没有写进展，这一行不办。', en: 'No words to note; this row is left out.' },
  twice: { zh: '这个编号前面已有一行，这一行不办。', en: 'An earlier row has this number; this row is left out.' },
} satisfies Record<string, Twin>;

/** Who may try what; whether it is lawful for each matter is decided for each. */
export function actsFor(f: Facts): PasteAct[] {
  const acts: PasteAct[] = [];
  if (holdsAny(f.me, 'dispatcher')) acts.push('dispatch');
  if (holdsAny(f.me, 'handler', 'unitHead', 'intake', 'dispatcher', 'hotline')) acts.push('note');
  if (holdsAny(f.me, 'dispatcher', 'hotline', 'countyOffice')) acts.push('remind');
  return acts;
}

type Ready = { row: PasteRow; asked: Asked | null };

async function understood(ports: Ports, f: Facts, act: PasteAct, pasted: readonly PastedRow[]): Promise<Ready[]> {
  const seen = new Set<string>();
  const ready: Ready[] = [];
  for (const one of pasted) {
    const no = (twin: Twin, title = ''): Ready => ({
      row: { row: one.row, number: one.number ?? one.written, title, says: twin[f.lang], ok: false },
      asked: null,
    });
    if (one.number === null) ready.push(no(faults.number));
    else if (seen.has(one.number)) ready.push(no(faults.twice));
    else {
      seen.add(one.number);
      ready.push(await oneRow(ports, f, act, { ...one, number: one.number }, no));
    }
  }
  return ready;
}

async function oneRow(
  ports: Ports,
  f: Facts,
  act: PasteAct,
  one: PastedRow & { number: string },
  no: (twin: Twin, title?: string) => Ready,
): Promise<Ready> {
  const read = await readMatter(ports, f, one.number);
  const sentence = (refusal: Parameters<typeof sentenceOf>[0]): Twin => ({
    zh: sentenceOf(refusal, 'zh', f.now),
    en: sentenceOf(refusal, 'en', f.now),
  });
  if (!read) return no(sentence('not-found'));
  const title = namesFor(f, read.matter).words(read.seen.matter.title) || one.number;
  const unit = act === 'dispatch' ? f.county.units.all.find((u) => u.name === one.unit || u.shortName === one.unit) : undefined;
  if (act === 'dispatch' && !unit) return no(faults.unit, title);
  if (act === 'note' && one.words === '') return no(faults.words, title);
  const refused = mayAsk(read.facts.matter, f.viewer, act);
  if (refused) return no(sentence(refused.refusal), title);
  const command: Command =
    act === 'dispatch'
      ? { do: 'dispatch', to: unit?.id ?? '', reason: one.words, copyTo: null }
      : act === 'note'
        ? { do: 'note', words: one.words, evidence: [] }
        : { do: 'remind', words: one.words };
  const says = [actionWords[act].name[f.lang], unit?.shortName, one.words].filter(Boolean).join(f.lang === 'zh' ? '：' : ': ');
  return {
    row: { row: one.row, number: one.number, title, says, ok: true },
    asked: { number: one.number, version: read.matter.version, command },
  };
}

export function pasteDoor(ports: Ports): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  const page = (c: Context<StaffEnv>, f: Facts, form: FormState, rows: readonly PasteRow[] | null, stage: 'start' | 'preview' | 'done') =>
    c.html(
      <PastePage
        frame={frameOf(c)}
        form={form}
        acts={actsFor(f).map((act) => ({ value: act, label: actionWords[act].name[f.lang] }))}
        rows={rows}
        stage={stage}
        pressKey={randomToken()}
      />,
      form.errors.length > 0 ? 422 : 200,
    );

  door.get('/paste', async (c) => {
    const f = await loadFacts(ports, c.var.me, c.var.lang);
    return maySeeAny(f) && actsFor(f).length > 0 ? page(c, f, emptyForm, null, 'start') : sayNamed(c, 'notYours');
  });

  door.post('/paste', async (c) => {
    const f = await loadFacts(ports, c.var.me, c.var.lang);
    if (!maySeeAny(f)) return sayNamed(c, 'notYours');
    const { fields } = c.var.form;
    const form = typedForm(['what', 'table'], fields);
    const wrong = (name: string, twin: Twin) =>
      page(c, f, { values: form.values, errors: [{ name, message: twin[f.lang] }] }, null, 'start');
    const act = actsFor(f).find((one) => one === textOf(fields, 'what'));
    if (!act) return wrong('what', faults.what);
    const pasted = pastedRows(textOf(fields, 'table'), act);
    if (pasted.length === 0) return wrong('table', faults.empty);
    if (pasted.length > mostPasted) return wrong('table', faults.many);
    const ready = await understood(ports, f, act, pasted);
    if (textOf(fields, 'step') !== 'do')
      return page(
        c,
        f,
        form,
        ready.map(({ row }) => row),
        'preview',
      );
    const asked = ready.flatMap((one) => (one.asked ? [one.asked] : []));
    const lines = new Map((await actOnEach(ports, f, asked, textOf(fields, 'key'))).map((line) => [line.number, line]));
    const rows = ready.map(({ row, asked: one }) => {
      const line = one && lines.get(one.number);
      return line ? { ...row, ok: line.ok, says: line.words } : row;
    });
    return page(c, f, form, rows, 'done');
  });
  return door;
}
