/** The languages of the console; Japanese is the first. */
export const locales = ['ja', 'en'] as const;

export type Locale = (typeof locales)[number];

const name = 'followupflows.locale';

/** What the reader chose before; Japanese until then. */
export function chosenLocale(): Locale {
  return localStorage.getItem(name) === 'en' ? 'en' : 'ja';
}

export function keepLocale(locale: Locale): void {
  localStorage.setItem(name, locale);
  document.documentElement.lang = locale;
}
