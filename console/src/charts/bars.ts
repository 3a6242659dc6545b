import type { EChartsCoreOption } from 'echarts/core';
import { tooltip } from './options';
import type { Palette } from './palette';

const labelMax = 150;

/** Bars side by side for each place, the first place on top: names of places are long. */
export function barsOption(palette: Palette, places: readonly string[], bars: readonly { name: string; values: readonly number[] }[], count: (value: number) => string): EChartsCoreOption {
  return {
    grid: { left: 8, right: 24, top: 34, bottom: 4, containLabel: true },
    legend: { top: 0, left: 0, itemWidth: 12, itemHeight: 12, textStyle: { color: palette.text } },
    tooltip: { ...tooltip(palette, value => count(Number(value))), axisPointer: { type: 'shadow' } },
    xAxis: { type: 'value', minInterval: 1, axisLabel: { color: palette.dimmed, formatter: count }, splitLine: { lineStyle: { color: palette.line } } },
    yAxis: { type: 'category', inverse: true, data: [...places], axisTick: { show: false }, axisLine: { lineStyle: { color: palette.line } }, axisLabel: { color: palette.text, width: labelMax, overflow: 'break', lineHeight: 16 } },
    series: bars.map((bar, at) => ({ type: 'bar', name: bar.name, data: [...bar.values], color: palette.series[at % palette.series.length], barMaxWidth: 12, barGap: '10%' })),
  };
}
