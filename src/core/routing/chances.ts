// From scores to chances. Scores order the labels; how sure one may be is learnt from texts that the lines did not learn from (temperature scaling:
// Guo, Pleiss, Sun, Weinberger, "On Calibration of Modern Neural Networks", ICML 2017): one number, so it cannot change which label comes first.

/** Chances of the labels, together 1. `sharpness` above 1 makes the first one surer. */
export function chancesOf(scores: readonly number[], sharpness: number): number[] {
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp((score - most) * sharpness));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** The sharpness under which what really happened was likeliest. Golden section on a convex loss: same answer every time. */
export function learnSharpness(scored: readonly { scores: readonly number[]; right: number }[]): number {
  if (scored.length === 0) return 1;
  // One text's worth of doubt spread over all: a few texts that all came right prove no certainty.
  const doubt = 1 / scored.length;
  const loss = (sharpness: number): number =>
    scored.reduce((sum, { scores, right }) => {
      const logs = chancesOf(scores, sharpness).map((chance) => -Math.log(Math.max(chance, 1e-12)));
      const spread = logs.reduce((total, log) => total + log, 0) / logs.length;
      return sum + (1 - doubt) * (logs[right] ?? 0) + doubt * spread;
    }, 0);
  const ratio = (Math.sqrt(5) - 1) / 2;
  let low = 0.02;
  let high = 50;
  for (let step = 0; step < 60; step += 1) {
    const left = high - (high - low) * ratio;
    const right = low + (high - low) * ratio;
    if (loss(left) < loss(right)) high = right;
    else low = left;
  }
  return (low + high) / 2;
}
