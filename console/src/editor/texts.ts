import { i18next } from '../i18n';
import { editor as en } from '../i18n/en/editor';
import { editor as ja } from '../i18n/ja/editor';

// They come with the editor, which most readers never open.
i18next.addResourceBundle('ja', 'editor', ja);
i18next.addResourceBundle('en', 'editor', en);
