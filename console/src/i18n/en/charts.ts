import type { charts as ja } from '../ja/charts';

/** What stands around every chart, in English. */
export const charts: typeof ja = {
  unit: 'Unit: {{unit}}',
  table: 'Show as a table',
};
