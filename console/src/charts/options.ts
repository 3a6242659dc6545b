import type { EChartsCoreOption } from 'echarts/core';
import type { Palette } from './palette';

/** Drawn on the canvas: the page's policy lets nobody style HTML by attributes. */
export const tooltip = (palette: Palette, valueFormatter?: (value: unknown) => string) => ({
  trigger: 'axis',
  renderMode: 'richText',
  backgroundColor: palette.body,
  borderColor: palette.line,
  textStyle: { color: palette.text, fontSize: 12 },
  ...(valueFormatter === undefined ? {} : { valueFormatter }),
});

export interface Line {
  name: string;
  values: readonly (number | null)[];
  /** Beside another, as what is compared with. */
  isDashed?: boolean;
  isFilled?: boolean;
}

/** Lines over the same places, each with a color and a mark or dashes of its own. */
export function linesOption(palette: Palette, places: readonly string[], lines: readonly Line[], formatValue: (value: number) => string): EChartsCoreOption {
  const symbols = ['circle', 'rect', 'triangle', 'diamond', 'emptyCircle'];
  return {
    grid: { left: 8, right: 20, top: 42, bottom: 4, containLabel: true },
    legend: { top: 0, left: 0, itemWidth: 26, textStyle: { color: palette.text }, type: 'scroll', pageTextStyle: { color: palette.dimmed }, pageIconColor: palette.text, pageIconInactiveColor: palette.muted },
    tooltip: tooltip(palette, value => (typeof value === 'number' ? formatValue(value) : '–')),
    xAxis: { type: 'category', data: [...places], axisLabel: { color: palette.dimmed, hideOverlap: true }, axisLine: { lineStyle: { color: palette.line } }, axisTick: { show: false }, boundaryGap: false },
    yAxis: { type: 'value', minInterval: 0, axisLabel: { color: palette.dimmed, formatter: formatValue }, splitLine: { lineStyle: { color: palette.line } } },
    series: lines.map((line, at) => ({
      type: 'line',
      name: line.name,
      data: [...line.values],
      color: line.isDashed ? palette.dimmed : palette.series[at % palette.series.length],
      lineStyle: { width: 2, type: line.isDashed ? 'dashed' : 'solid' },
      symbol: symbols[(at + Math.floor(at / palette.series.length)) % symbols.length], // the next round of colors has other marks
      symbolSize: 6,
      showSymbol: lines.length > 2,
      areaStyle: line.isFilled ? { opacity: 0.14 } : undefined,
    })),
  };
}
