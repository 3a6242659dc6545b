import { i18next } from '../i18n';
import { trial as en } from '../i18n/en/trial';
import { trial as ja } from '../i18n/ja/trial';

i18next.addResourceBundle('ja', 'trial', ja);
i18next.addResourceBundle('en', 'trial', en);
