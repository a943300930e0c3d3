// How good proposals were, on texts that were not learnt from.

export type Judged = { right: number; first: number; second: number; confidence: number };

export type RoutingMeasure = {
  n: number;
  accuracy: number;
  macroF1: number;
  /** The right label was the first or the second. */
  topTwo: number;
  perLabel: { n: number; precision: number; recall: number; f1: number }[];
  /** What remains when the machine keeps silent below a confidence. */
  curve: { atLeast: number; share: number; rightOf: number }[];
  /** Mean gap between confidence and being right, over ten bins by size (expected calibration error). */
  calibrationGap: number;
};

const thresholds = [0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95];

export function measure(judged: readonly Judged[], labels: number): RoutingMeasure {
  const n = judged.length;
  const hits = judged.filter(({ right, first }) => right === first).length;
  const perLabel = Array.from({ length: labels }, (_, label) => labelMeasure(judged, label));
  const measured = perLabel.filter((one) => one.n > 0);
  return {
    n,
    accuracy: hits / Math.max(n, 1),
    macroF1: measured.reduce((sum, { f1 }) => sum + f1, 0) / Math.max(measured.length, 1),
    topTwo: judged.filter(({ right, first, second }) => right === first || right === second).length / Math.max(n, 1),
    perLabel,
    curve: thresholds.map((atLeast) => pointOf(judged, atLeast)),
    calibrationGap: gapOf(judged),
  };
}

function labelMeasure(judged: readonly Judged[], label: number): RoutingMeasure['perLabel'][number] {
  const n = judged.filter(({ right }) => right === label).length;
  const said = judged.filter(({ first }) => first === label).length;
  const both = judged.filter(({ right, first }) => right === label && first === label).length;
  return { n, precision: both / Math.max(said, 1), recall: both / Math.max(n, 1), f1: n + said === 0 ? 0 : (2 * both) / (n + said) };
}

function pointOf(judged: readonly Judged[], atLeast: number): RoutingMeasure['curve'][number] {
  const sure = judged.filter(({ confidence }) => confidence >= atLeast);
  const hits = sure.filter(({ right, first }) => right === first).length;
  return { atLeast, share: sure.length / Math.max(judged.length, 1), rightOf: hits / Math.max(sure.length, 1) };
}

function gapOf(judged: readonly Judged[]): number {
  const bins = Array.from({ length: 10 }, () => ({ n: 0, sure: 0, hits: 0 }));
  for (const { confidence, right, first } of judged) {
    const bin = bins[Math.min(9, Math.floor(confidence * 10))];
    if (!bin) continue;
    bin.n += 1;
    bin.sure += confidence;
    if (right === first) bin.hits += 1;
  }
  return bins.reduce((sum, bin) => sum + Math.abs(bin.sure - bin.hits), 0) / Math.max(judged.length, 1);
}
