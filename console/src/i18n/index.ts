import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en';
import type { charts } from './ja/charts';
import type { acts } from './ja/acts';
import type { calendar } from './ja/calendar';
import type { configuration } from './ja/configuration';
import type { creating } from './ja/creating';
import type { editor } from './ja/editor';
import type { messages } from './ja/messages';
import type { publish } from './ja/publish';
import type { results } from './ja/results';
import type { trial } from './ja/trial';
import type { ranks } from './ja/ranks';
import { ja } from './ja';
import { chosenLocale, keepLocale } from './locale';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof ja; editor: typeof editor; publish: typeof publish; messages: typeof messages; charts: typeof charts; trial: typeof trial; acts: typeof acts; creating: typeof creating; ranks: typeof ranks; results: typeof results; calendar: typeof calendar; configuration: typeof configuration };
    returnNull: false;
  }
}

const locale = chosenLocale();

void i18next.use(initReactI18next).init({
  lng: locale,
  fallbackLng: 'ja',
  resources: { ja: { translation: ja }, en: { translation: en } },
  interpolation: { escapeValue: false }, // React escapes
  initAsync: false,
});
keepLocale(locale);

export { i18next };
