// ECharts, loaded when the first chart is asked for. Each chart is disposed of: a living one keeps the process from ending.
import type { ECharts, EChartsCoreOption } from 'echarts/core';

export const ink = '#1f2a24';
export const grey = '#6b736e';
export const font = 'sans-serif'; // no names in quotes: they end up unescaped in an attribute

type Core = typeof import('echarts/core');
let core: Promise<Core> | null = null;
async function load(): Promise<Core> {
  core ??= Promise.all([import('echarts/core'), import('echarts/charts'), import('echarts/components'), import('echarts/renderers')]).then(
    ([echarts, charts, components, renderers]) => {
      echarts.use([
        charts.BarChart,
        charts.LineChart,
        charts.CustomChart,
        components.GridComponent,
        components.MarkLineComponent,
        renderers.SVGRenderer,
      ]);
      return echarts;
    },
  );
  return core;
}

export async function withCharts(
  size: { width: number; height: number },
  option: EChartsCoreOption,
  finish: (svg: string) => string,
): Promise<string> {
  const echarts = await load();
  const drawn: ECharts = echarts.init(null, null, { renderer: 'svg', ssr: true, ...size });
  try {
    drawn.setOption(option);
    return finish(drawn.renderToSVGString());
  } finally {
    drawn.dispose();
  }
}

export const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
