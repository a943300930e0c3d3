// A series of weekly counts with the date of a measure in it: columns for what was counted, a line for what the model says, a broken line for what was to be expected
// without the measure. Told apart by shape and not by colour. As every chart here it is drawn on the server, disposed of, and stands beside its table.
import type { EChartsCoreOption } from 'echarts/core';
import { escaped, font, grey, ink, withCharts } from './echarts.ts';

export type SeriesChart = {
  title: string;
  /** One a week, oldest first. */
  labels: readonly string[];
  counts: readonly number[];
  /** The model, over all weeks; and without the measure, over the weeks after only (null before). Left out where there is no estimate. */
  fitted?: readonly (number | null)[] | undefined;
  without?: readonly (number | null)[] | undefined;
  /** The week in which the measure begins, and what stands at the line. */
  mark?: { week: number; label: string } | undefined;
  width?: number;
};

export const drawSeries = (chart: SeriesChart): Promise<string> =>
  withCharts({ width: chart.width ?? 720, height: 280 }, optionOf(chart), (svg) =>
    svg.replace(/(<svg[^>]*>)/, `$1<title>${escaped(chart.title)}</title>`),
  );

function optionOf({ labels, counts, fitted, without, mark }: SeriesChart): EChartsCoreOption {
  const line = (data: readonly (number | null)[], type: 'solid' | 'dashed') => ({
    type: 'line',
    data: data.map((value) => (value === null ? '-' : Math.round(value * 100) / 100)),
    symbol: 'none',
    lineStyle: { color: ink, width: 2, type },
    z: 4,
  });
  return {
    animation: false,
    grid: { left: 44, right: 20, top: 34, bottom: 40 },
    xAxis: {
      type: 'category',
      data: [...labels],
      axisLabel: { color: ink, fontFamily: font, fontSize: 12, hideOverlap: true },
      axisLine: { lineStyle: { color: grey } },
      axisTick: { show: false },
    },
    yAxis: {
      type: 'value',
      min: 0,
      minInterval: 1,
      axisLabel: { color: grey, fontFamily: font, fontSize: 12 },
      splitLine: { lineStyle: { color: '#d9ddda' } },
    },
    series: [
      {
        type: 'bar',
        data: [...counts],
        barCategoryGap: '25%',
        itemStyle: { color: '#b9c8bf', borderColor: grey, borderWidth: 0.5 },
        ...(mark
          ? {
              markLine: {
                silent: true,
                symbol: 'none',
                lineStyle: { color: ink, width: 1.5, type: 'dotted' },
                label: { formatter: mark.label, color: ink, fontFamily: font, fontSize: 12, position: 'end' },
                data: [{ xAxis: mark.week }],
              },
            }
          : {}),
      },
      ...(fitted ? [line(fitted, 'solid')] : []),
      ...(without ? [line(without, 'dashed')] : []),
    ],
  };
}
