import { useTranslation } from 'react-i18next';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { shopQuery } from '../api/queries';
import type { Schemas } from '../api/client';
import { formatsOf, type Formats } from '../format/format';
import type { Locale } from '../i18n/locale';

type LocalText = Schemas['LocalText'];

export function useLocale(): Locale {
  return useTranslation().i18n.language === 'en' ? 'en' : 'ja';
}

/** Values as this reader writes them, on the shop's clock. */
export function useFormats(): Formats {
  const locale = useLocale();
  const timeZone = useQuery(shopQuery).data?.timeZone ?? 'Asia/Tokyo';
  return useMemo(() => formatsOf(locale, timeZone), [locale, timeZone]);
}

/** What the server says in both languages, in the reader's. */
export function useSay(): (text: LocalText) => string {
  const locale = useLocale();
  return text => text[locale];
}

/** A reason of the ledger in words; a provider's answer has none and stays as it is. */
export function useReason(): (reason: string) => string {
  const { t, i18n } = useTranslation();
  return reason => (i18n.exists(`reason.${reason}`) ? t(`reason.${reason}` as 'reason.NoConsent') : reason);
}
