import { i18next } from '../i18n';
import { calendar as en } from '../i18n/en/calendar';
import { calendar as ja } from '../i18n/ja/calendar';

i18next.addResourceBundle('ja', 'calendar', ja);
i18next.addResourceBundle('en', 'calendar', en);
