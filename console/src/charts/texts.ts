import { i18next } from '../i18n';
import { charts as en } from '../i18n/en/charts';
import { charts as ja } from '../i18n/ja/charts';

// They come with the first chart.
i18next.addResourceBundle('ja', 'charts', ja);
i18next.addResourceBundle('en', 'charts', en);
