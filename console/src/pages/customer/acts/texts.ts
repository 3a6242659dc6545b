import { i18next } from '../../../i18n';
import { acts as en } from '../../../i18n/en/acts';
import { acts as ja } from '../../../i18n/ja/acts';

// They come with a customer's page.
i18next.addResourceBundle('ja', 'acts', ja);
i18next.addResourceBundle('en', 'acts', en);
