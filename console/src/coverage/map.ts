import type { Schemas } from '../api/client';

type Text = Schemas['LocalText'];

/** The stages of a customer's life, as the report calls them. */
export const stages = ['at-once', 'day-3', 'week-1', 'later', 'birthday', 'anniversary', 'before-lapse', 'after-lapse'] as const;
export type Stage = (typeof stages)[number];

export interface Cell {
  stage: Stage;
  /** How many journeys; null where the stage cannot come. */
  count: number | null;
  journeys: readonly { id: string; name: Text }[];
}

export interface Row {
  /** Of the rank, with ':lapsed' for that half. */
  key: string;
  name: Text;
  cells: readonly Cell[];
}

/** The map out of the report of coverage; empty where it has none. */
export function mapOf(report: Schemas['ReportBody'] | undefined): Row[] {
  const tableOf = (id: string) => report?.tables.find(t => t.id === id);
  const [map, list] = [tableOf('coverage-stages'), tableOf('coverage-stage-journeys')];
  return (map?.rows ?? []).map(row => {
    const key = row[0]!.id ?? '';
    return {
      key,
      name: row[0]!.text ?? { ja: key, en: key },
      cells: stages.map(stage => ({
        stage,
        count: row[map!.columns.findIndex(column => column.id === stage)]?.number ?? null,
        journeys: (list?.rows ?? []).filter(cells => cells[0]!.id === key && cells[1]!.text?.en === stage).map(cells => ({ id: cells[2]!.id ?? '', name: cells[2]!.text ?? { ja: '', en: '' } })),
      })),
    };
  });
}

/** Places without a plan. */
export function gapsOf(rows: readonly Row[]): number {
  return rows.flatMap(row => row.cells).filter(cell => cell.count === 0).length;
}

/** What begins a journey that fills a stage. */
export function triggerOf(stage: Stage, isProspect: boolean): 'order' | 'registered' | 'birthday' | 'anniversary' | 'before-lapse' | 'lapsed' {
  switch (stage) {
    case 'birthday':
    case 'anniversary':
    case 'before-lapse':
      return stage;
    case 'after-lapse':
      return 'lapsed';
    default:
      return isProspect ? 'registered' : 'order';
  }
}
