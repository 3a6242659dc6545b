import type { EChartsCoreOption } from 'echarts/core';
import { tooltip } from './options';
import type { Palette } from './palette';

/** Streams from places on the left to the same places on the right, both in the given order; the half that has lapsed has a color of its own. */
export function sankeyOption(palette: Palette, flows: readonly { from: string; to: string; customers: number }[], order: readonly string[], name: (id: string) => string, count: (value: number) => string): EChartsCoreOption {
  const colorOf = (id: string) => (id.endsWith(':lapsed') ? palette.other : id === 'not-yet' ? palette.muted : palette.main);
  const side = (of: 'from' | 'to', mark: string) =>
    [...new Set(flows.map(flow => flow[of]))].sort((a, b) => order.indexOf(a) - order.indexOf(b)).map(id => ({
      name: mark + id,
      itemStyle: { color: colorOf(id) },
      label: { position: of === 'from' ? 'right' : 'left', formatter: `${name(id)} ${count(flows.filter(flow => flow[of] === id).reduce((sum, flow) => sum + flow.customers, 0))}` },
    }));
  return {
    tooltip: { ...tooltip(palette), trigger: 'item', formatter: (at: { data: { source?: string; target?: string; value?: number } }) => (at.data.source === undefined ? '' : `${name(at.data.source.slice(1))} → ${name(at.data.target!.slice(1))}: ${count(at.data.value ?? 0)}`) },
    series: [
      {
        type: 'sankey',
        left: 4,
        right: 4,
        top: 8,
        bottom: 8,
        nodeGap: 10,
        draggable: false,
        layoutIterations: 0,
        label: { color: palette.text, fontSize: 12, textBorderColor: palette.body, textBorderWidth: 2 },
        lineStyle: { color: 'source', opacity: 0.28 },
        data: [...side('from', '<'), ...side('to', '>')],
        links: flows.map(flow => ({ source: `<${flow.from}`, target: `>${flow.to}`, value: flow.customers })),
      },
    ],
  };
}
