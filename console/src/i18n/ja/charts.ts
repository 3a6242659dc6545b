/** What stands around every chart, in Japanese. */
export const charts = {
  unit: '単位: {{unit}}',
  table: '表で見る',
};
