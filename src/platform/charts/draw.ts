// Charts drawn on the server as SVG by ECharts (echarts.ts).
// Readable in grey: shares differ by length and by the whisker of their interval, never by colour alone. Every chart stands beside its table.
import type { EChartsCoreOption } from 'echarts/core';
import { escaped, font, grey, ink, withCharts } from './echarts.ts';

/** `low` and `high` are the ends of the interval; all in per cent. Null: nothing to show there. */
export type Point = { label: string; value: number | null; low: number | null; high: number | null; n: number };
export type Chart = { title: string; kind: 'columns' | 'bars'; points: readonly Point[]; width?: number };

const fill = '#7f9a8d';
const rowHeight = 26;

/** The chart as an SVG document with its title inside; no script, no link, nothing fetched. */
export async function drawChart(chart: Chart): Promise<string> {
  const height = chart.kind === 'bars' ? 60 + chart.points.length * rowHeight : 260;
  return withCharts({ width: chart.width ?? 720, height }, optionOf(chart), (svg) =>
    svg.replace(/(<svg[^>]*>)/, `$1<title>${escaped(chart.title)}</title>`),
  );
}

function optionOf({ kind, points }: Chart): EChartsCoreOption {
  const across = kind === 'bars';
  const names = points.map((one) => one.label);
  const category = {
    type: 'category',
    data: names,
    inverse: across,
    axisLabel: { color: ink, fontFamily: font, fontSize: 13, interval: 0, ...(across ? { width: 150, overflow: 'truncate' } : {}) },
    axisLine: { lineStyle: { color: grey } },
    axisTick: { show: false },
  };
  const value = {
    type: 'value',
    min: 0,
    max: 100,
    axisLabel: { color: grey, fontFamily: font, fontSize: 12, formatter: '{value} %' },
    splitLine: { lineStyle: { color: '#d9ddda' } },
  };
  return {
    animation: false,
    grid: { left: across ? 160 : 56, right: 64, top: 20, bottom: 36 },
    xAxis: across ? value : category,
    yAxis: across ? category : value,
    series: [
      {
        type: 'bar',
        barWidth: across ? 14 : '46%',
        data: points.map((one) => one.value ?? 0),
        itemStyle: { color: fill, borderColor: ink, borderWidth: 1 },
        label: {
          show: true,
          position: across ? 'insideLeft' : 'insideBottom',
          color: '#000',
          fontFamily: font,
          fontSize: 12,
          formatter: ({ dataIndex }: { dataIndex: number }) => {
            const one = points[dataIndex];
            return one === undefined || one.value === null ? '—' : `${one.value.toFixed(1)}`;
          },
        },
      },
      {
        type: 'custom',
        z: 5,
        data: points.map((one, i) => [i, one.low ?? 0, one.high ?? 0]),
        silent: true,
        renderItem: (_: unknown, api: { value(at: number): number; coord(at: [number, number]): [number, number] }) => {
          const at = api.value(0);
          if (points[at]?.low === null) return null;
          const ends = [api.value(1), api.value(2)].map((share) => api.coord(across ? [share, at] : [at, share]));
          const [low = [0, 0], high = [0, 0]] = ends as [number, number][];
          const line = (x1: number, y1: number, x2: number, y2: number) => ({
            type: 'line',
            shape: { x1, y1, x2, y2 },
            style: { stroke: ink, lineWidth: 1.5 },
          });
          const cap = ([x, y]: [number, number]) => (across ? line(x, y - 5, x, y + 5) : line(x - 6, y, x + 6, y));
          return { type: 'group', children: [line(low[0], low[1], high[0], high[1]), cap(low), cap(high)] };
        },
      },
    ],
  };
}
