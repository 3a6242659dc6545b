/** What the page of results shows, one at a time. */
export const resultTabs = ['experiments', 'funnel', 'cohorts', 'ranks', 'log'] as const;
