import './texts';
import { Text } from '@mantine/core';
import type { EChartsCoreOption } from 'echarts/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './charts.module.css';
import { useDrawing } from './useDrawing';
import type { Palette } from './palette';

export interface Figures {
  columns: readonly string[];
  /** The first cell of each names it. */
  rows: readonly (readonly string[])[];
}

/** A chart with what it shows, in which unit and from where; the same figures as a table for everybody.
 *  @param option must stay the same object while nothing changes. */
export function Chart({ title, unit, source, option, table, height = 280 }: { title: string; unit: string; source: string; option: (palette: Palette) => EChartsCoreOption; table: Figures; height?: number }) {
  const { t } = useTranslation('charts');
  const id = useId();
  const box = useDrawing(option);
  return (
    <figure className={classes.figure} aria-labelledby={id}>
      <figcaption id={id} className={classes.caption}>
        <span className={classes.title}>{title}</span>
        <span className={classes.unit}>{t('unit', { unit })}</span>
      </figcaption>
      <div ref={box} className={classes.drawing} style={{ height }} aria-hidden="true" />
      <Text size="xs" c="dimmed">
        {source}
      </Text>
      <TableTwin title={title} table={table} />
    </figure>
  );
}

/** The figures of a chart, folded away until somebody wants them. */
function TableTwin({ title, table }: { title: string; table: Figures }) {
  const { t } = useTranslation('charts');
  return (
    <details className={classes.twin}>
      <summary>{t('table')}</summary>
      <FigureTable title={title} table={table} />
    </details>
  );
}

/** Figures with a name in front of each row; wide ones move under the finger and the arrow keys.
 *  @param words how many of the first columns are words and no figures. */
export function FigureTable({ title, table, words = 1 }: { title: string; table: Figures; words?: number }) {
  const [first, ...others] = table.columns;
  return (
    <div className={classes.scroll} tabIndex={0} role="group" aria-label={title}>
      <table>
        <caption className={classes.hidden}>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{first}</th>
            {others.map((column, at) => (
              <th key={at} scope="col" data-word={at + 1 < words || undefined}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(([name, ...cells], row) => (
            <tr key={row}>
              <th scope="row">{name}</th>
              {cells.map((cell, at) => (
                <td key={at} data-word={at + 1 < words || undefined}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
