import { i18next } from '../i18n';
import { ranks as en } from '../i18n/en/ranks';
import { ranks as ja } from '../i18n/ja/ranks';

// They come with the pages that need them.
i18next.addResourceBundle('ja', 'ranks', ja);
i18next.addResourceBundle('en', 'ranks', en);
