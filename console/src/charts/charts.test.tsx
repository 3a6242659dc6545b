import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { draw } from '../testing/render';
import { Chart } from './Chart';
import { linesOption } from './options';
import { paletteOf } from './palette';

const palette = paletteOf({ getPropertyValue: (name: string) => ` ${name} ` } as CSSStyleDeclaration);

describe('a chart', () => {
  it('says what it shows, in which unit and from where, and has its figures as a table', async () => {
    await draw(<Chart title="配信" unit="通/日" source="出典: 台帳" option={() => ({})} table={{ columns: ['日', '通'], rows: [['3月1日', '1,200']] }} />);
    const figure = screen.getByRole('figure', { name: /配信/ });
    expect(figure.textContent).toContain('単位: 通/日');
    expect(figure.textContent).toContain('出典: 台帳');
    expect([...figure.querySelectorAll('th, td')].map(c => c.textContent)).toEqual(['日', '通', '3月1日', '1,200']);
  });

  it('takes its colors from the theme', () => {
    expect([palette.main, palette.text, palette.series.length]).toEqual(['--current', '--mantine-color-text', 5]);
  });
});

describe('lines', () => {
  type Drawn = { series: { data: unknown[]; lineStyle: { type: string }; color: string }[]; tooltip: { renderMode: string; valueFormatter: (value: unknown) => string } };
  const drawn = linesOption(palette, ['a', 'b'], [{ name: 'x', values: [1, null] }, { name: 'y', values: [3, 4], isDashed: true }], value => `${value}通`) as unknown as Drawn;

  it('leave out what is unknown', () => {
    expect(drawn.series[0]!.data).toEqual([1, null]);
    expect([drawn.tooltip.valueFormatter(3), drawn.tooltip.valueFormatter(null)]).toEqual(['3通', '–']);
  });

  it('are told apart without their colors', () => {
    expect(drawn.series.map(s => s.lineStyle.type)).toEqual(['solid', 'dashed']);
  });

  it('are explained on the canvas: HTML with styles is forbidden', () => {
    expect(drawn.tooltip.renderMode).toBe('richText');
  });
});
