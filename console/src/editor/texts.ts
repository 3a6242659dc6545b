import { i18next } from '../i18n';
import { creating as enCreating } from '../i18n/en/creating';
import { editor as en } from '../i18n/en/editor';
import { messages as enMessages } from '../i18n/en/messages';
import { publish as enPublish } from '../i18n/en/publish';
import { creating as jaCreating } from '../i18n/ja/creating';
import { editor as ja } from '../i18n/ja/editor';
import { messages as jaMessages } from '../i18n/ja/messages';
import { publish as jaPublish } from '../i18n/ja/publish';

// They come with the editor, which most readers never open.
i18next.addResourceBundle('ja', 'editor', ja);
i18next.addResourceBundle('en', 'editor', en);
i18next.addResourceBundle('ja', 'publish', jaPublish);
i18next.addResourceBundle('en', 'publish', enPublish);
i18next.addResourceBundle('ja', 'messages', jaMessages);
i18next.addResourceBundle('en', 'messages', enMessages);
i18next.addResourceBundle('ja', 'creating', jaCreating);
i18next.addResourceBundle('en', 'creating', enCreating);
