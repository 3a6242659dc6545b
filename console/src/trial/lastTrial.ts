const key = 'followupflows.trial';

/** The trial that this tab began last, so that whoever comes back finds it. */
export const lastTrial = {
  read: (): string | undefined => sessionStorage.getItem(key) ?? undefined,
  write: (job: string): void => sessionStorage.setItem(key, job),
};
