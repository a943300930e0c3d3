// `daodi routing train|predict|evaluate`: which category a text belongs to, learnt from decisions already made. A proposal, and never more.
import { readFileSync } from 'node:fs';
import type { RoutingMeasure } from '#core/routing/measure.ts';
import { isStoredModel, type Model, openModel, propose } from '#core/routing/model.ts';
import { evaluate, leastTexts, type Trained, type TrainRefusal, train } from '#core/routing/train.ts';
import { learnRouting } from '#features/similar/index.ts';
import { readColumns } from '../county/read-columns.ts';
import { messageHeadings, writeTable, writeWhole } from '../county/table-files.ts';
import { isFileFault, unread } from '../county/unread.ts';
import { progress } from '../progress.ts';
import { asJson, type ExitCode, out, refused, say, WrongUsage } from '../say.ts';
import { type Purpose, withPorts } from '../settings.ts';
import { type Json, jsonOption, type Shell } from '../shell.ts';
import { columns } from '../table.ts';
import { readState, switchHints } from './similarity.ts';

type TrainOptions = Json & { in?: string; model?: string };
type PredictOptions = Json & { in: string; model: string; out: string };
type EvaluateOptions = Json & { in: string; seed: string };

export function routingCommands({ program, purpose, doing }: Shell): void {
  const routing = program
    .command('routing')
    .description('派单建议：从已有的决定学类别，只建议，不派单 / proposals of categories, learnt; never dispatches');
  const tableIn = ['--in <file>', '编号、类别、标题、内容、时间 / table: id,label,title,text,time'] as const;

  routing
    .command('train')
    .description('从有类别的来信学习，写出模型文件 / learn from labelled messages and write a model file')
    .option(
      '--in <file>',
      '有类别的来信表；不写就从本县的派单决定学 / labelled table; without it, learns from this county’s dispatch decisions',
    )
    .option('--model <file>', '写到哪个文件；不写就存进数据库 / the model file to write; without it, kept in the database')
    .option(...jsonOption)
    .action(doing((options: TrainOptions) => learn(purpose(), options)));
  routing
    .command('switch <state>')
    .description('派单建议：on 开、off 关 / routing proposals: on or off')
    .action(doing((state: string) => switchHints(purpose(), { routing: readState(state) })));
  routing
    .command('predict')
    .description('给来信建议类别；输出：编号、类别、把握、第二、第三 / propose labels; writes id,label,confidence,second,third')
    .requiredOption('--model <file>', '模型文件 / the model file')
    .requiredOption(...tableIn)
    .requiredOption('--out <file>', '写到哪个 CSV / the CSV to write')
    .option(...jsonOption)
    .action(doing((options: PredictOptions) => predictFile(options)));
  routing
    .command('evaluate')
    .description('五折交叉验证：准不准，把握可不可信 / five-fold cross-validation: how often right, and whether confidence can be believed')
    .requiredOption(...tableIn)
    .option('--seed <n>', '分折的种子，缺省 1 / seed of the folds', '1')
    .option(...jsonOption)
    .action(doing((options: EvaluateOptions) => evaluateFile(options)));
}

const { id, label, time, title, text } = messageHeadings;
const headings = { id, label, time, title, text };
type Column = keyof typeof headings;
const refusals: Record<TrainRefusal, { zh: string; en: string }> = {
  'too-few-texts': {
    zh: `可学的来信不到 ${leastTexts} 条（要有类别，有标题或内容，每个类别至少 3 条），没有学。请多给一些再试。`,
    en: `Fewer than ${leastTexts} messages to learn from (each needs a label and a title or text, each label three messages). Nothing was learnt; give more and try again.`,
  },
  'one-label': {
    zh: '只有一个类别，没有可分的，没有学。',
    en: 'There is only one label, so there is nothing to tell apart. Nothing was learnt.',
  },
};

async function labelled(path: string) {
  const rows = await readColumns<Column>(path, headings, ['label']);
  return rows.map(({ cells }) => ({ label: cells.label, title: cells.title, text: cells.text }));
}

/** A file in and a file out, or the county's own decisions into its own database. */
function learn(purpose: Purpose, options: TrainOptions): Promise<ExitCode> {
  const { in: file, model } = options;
  if (file !== undefined && model !== undefined) return trainFile({ ...options, in: file, model });
  if (file !== undefined || model !== undefined)
    throw new WrongUsage({
      zh: '--in 和 --model 要一起写；都不写，就从本县的派单决定学，存进数据库。',
      en: 'Give --in and --model together; with neither, this county’s dispatch decisions are learnt from and the model kept in the database.',
    });
  return withPorts<ExitCode>(purpose, async (ports) => {
    const began = performance.now();
    const bar = progress(say({ zh: '学习', en: 'Learning' }), { quiet: options.json });
    const trained = await learnRouting(ports, { onProgress: (done, total) => bar.set(done, total) });
    bar.end();
    return told(trained, { began, json: options.json, where: say({ zh: '数据库', en: 'the database' }), leftOut: 0 });
  });
}

async function trainFile(options: Json & { in: string; model: string }): Promise<ExitCode> {
  const began = performance.now();
  const rows = await labelled(options.in);
  const bar = progress(say({ zh: '学习', en: 'Learning' }), { quiet: options.json });
  const trained = train(rows, { onProgress: (done, total) => bar.set(done, total) });
  bar.end();
  if (trained.ok) writeWhole(options.model, `${JSON.stringify(trained.model)}\n`);
  const leftOut = trained.ok ? rows.length - trained.model.trainedOn : 0;
  return told(trained, { began, json: options.json, where: options.model, leftOut });
}

type Told = { began: number; json: boolean | undefined; where: string; leftOut: number };

function told(trained: Trained, { began, json, where, leftOut }: Told): ExitCode {
  if (!trained.ok) return refused(refusals[trained.refusal]);
  const { labels, trainedOn, measured } = trained.model;
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  if (json) asJson({ labels, trainedOn, leftOut, seconds, measured });
  else {
    out(
      say({
        zh: `学了 ${trainedOn} 条、${labels.length} 个类别（${leftOut} 条没有用上：缺类别或内容，或该类别太少），用时 ${seconds} 秒。模型写到 ${where}。`,
        en: `Learnt from ${trainedOn} messages, ${labels.length} labels (${leftOut} not used: no label or text, or too few of it); ${seconds} s. Model written to ${where}.`,
      }),
    );
    if (measured) tellMeasure(labels, measured);
  }
  return 0;
}

async function predictFile(options: PredictOptions): Promise<void> {
  const model = readModel(options.model);
  const rows = await readColumns<Column>(options.in, headings, ['id']);
  const bar = progress(say({ zh: '建议', en: 'Proposing' }), { quiet: options.json });
  let silent = 0;
  const proposed = rows.map(({ row, cells }, at) => {
    const proposal = propose(model, { title: cells.title, text: cells.text });
    if (proposal.silent) silent += 1;
    if (at % 100 === 0) bar.set(at, rows.length);
    return [cells.id === '' ? `row-${row}` : cells.id, proposal.label, proposal.confidence.toFixed(4), proposal.second, proposal.third];
  });
  bar.end();
  writeTable(options.out, [['id', 'label', 'confidence', 'second', 'third'], ...proposed]);
  if (options.json) asJson({ messages: rows.length, unsure: silent, silentBelow: model.silentBelow });
  else
    out(
      say({
        zh: `${rows.length} 条，其中 ${silent} 条把握低于 ${model.silentBelow}，在页面上不会给建议。写到 ${options.out}。`,
        en: `${rows.length} messages; for ${silent} the confidence is below ${model.silentBelow}, where pages would propose nothing. Written to ${options.out}.`,
      }),
    );
}

function readModel(path: string): Model {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (isFileFault(error)) throw unread(path, { zh: `读不了（${error.code}）。`, en: `It cannot be read (${error.code}).` });
    value = null;
  }
  if (isStoredModel(value)) return openModel(value);
  throw unread(path, {
    zh: '不是派单建议的模型文件，或已损坏。请用 daodi routing train 重新学习。',
    en: 'This is no model of routing proposals, or it is damaged. Learn anew with daodi routing train.',
  });
}

async function evaluateFile(options: EvaluateOptions): Promise<ExitCode> {
  const rows = await labelled(options.in);
  const bar = progress(say({ zh: '检验', en: 'Checking' }), { quiet: options.json });
  const result = evaluate(rows, { seed: Number(options.seed) || 1, onProgress: (done, total) => bar.set(done, total) });
  bar.end();
  if (!result.ok) return refused(refusals[result.refusal]);
  if (options.json) asJson({ labels: result.labels, ...result.measured, byFold: result.byFold });
  else tellMeasure(result.labels, result.measured);
  return 0;
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

function tellMeasure(labels: readonly string[], { n, accuracy, macroF1, topTwo, perLabel, curve, calibrationGap }: RoutingMeasure): void {
  out(
    say({
      zh: `五折交叉验证 ${n} 条：对 ${percent(accuracy)}，宏平均 F1 ${macroF1.toFixed(3)}，前两个里有对的 ${percent(topTwo)}，把握与实际平均差 ${percent(calibrationGap)}。`,
      en: `Five-fold cross-validation on ${n}: ${percent(accuracy)} right, macro-F1 ${macroF1.toFixed(3)}, right among the first two ${percent(topTwo)}, confidence off by ${percent(calibrationGap)} on average.`,
    }),
  );
  const head = say({ zh: '类别|条数|准|全|F1', en: 'label|n|precision|recall|F1' }).split('|');
  for (const line of columns([
    head,
    ...perLabel.map((one, at) => [labels[at] ?? '', String(one.n), percent(one.precision), percent(one.recall), one.f1.toFixed(3)]),
  ]))
    out(`  ${line}`);
  const curveHead = say({ zh: '把握至少|给出建议|其中对', en: 'confidence at least|proposed|right' }).split('|');
  for (const line of columns([
    curveHead,
    ...curve.map(({ atLeast, share, rightOf }) => [atLeast.toFixed(2), percent(share), percent(rightOf)]),
  ]))
    out(`  ${line}`);
}
