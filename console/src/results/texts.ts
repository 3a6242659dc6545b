import { i18next } from '../i18n';
import { results as en } from '../i18n/en/results';
import { results as ja } from '../i18n/ja/results';

i18next.addResourceBundle('ja', 'results', ja);
i18next.addResourceBundle('en', 'results', en);
