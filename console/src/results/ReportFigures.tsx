import { FigureTable, type Figures } from '../charts/Chart';
import type { Formats } from '../format/format';
import { useFormats, useSay } from '../parts/words';
import type { Schemas } from '../api/client';
import { cellText } from './figures';
import type { ReportTable } from './server';

export function figuresOf(table: ReportTable, currency: string, formats: Formats, say: (text: Schemas['LocalText']) => string): Figures {
  return { columns: table.columns.map(c => say(c.title)), rows: table.rows.map(row => row.map((cell, at) => cellText(cell, table.columns[at]!.unit, currency, formats, say))) };
}

/** A report's table as it comes. */
export function ReportFigures({ table, currency }: { table: ReportTable; currency: string }) {
  const formats = useFormats();
  const say = useSay();
  return <FigureTable title={say(table.title)} table={figuresOf(table, currency, formats, say)} />;
}
