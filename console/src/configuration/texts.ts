import { i18next } from '../i18n';
import { configuration as en } from '../i18n/en/configuration';
import { configuration as ja } from '../i18n/ja/configuration';

i18next.addResourceBundle('ja', 'configuration', ja);
i18next.addResourceBundle('en', 'configuration', en);
