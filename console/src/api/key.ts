const name = 'followupflows.key';

/** The key of the API, for those who are not at the machine itself. It goes when the tab is closed. */
export const apiKey = {
  read: (): string | null => sessionStorage.getItem(name),
  write: (key: string): void => sessionStorage.setItem(name, key),
  forget: (): void => sessionStorage.removeItem(name),
};
