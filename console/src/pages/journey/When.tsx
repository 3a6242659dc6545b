import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { shopQuery } from '../../api/queries';
import type { Schemas } from '../../api/client';
import { timeOf } from './plan';

/** When a step is due, in words: 3日後 12:10. */
export function useWhen(): (step: Pick<Schemas['JourneyStep'], 'after' | 'at'>) => string {
  const { t } = useTranslation();
  const shopAt = useQuery(shopQuery).data?.sending.at ?? '';
  const dayText = (days: number) => (days === 0 ? t('journey.day0') : t('journey.day', { count: days }));
  return step => {
    const time = timeOf(step);
    switch (time.kind) {
      case 'at-once':
        return t('journey.atOnce');
      case 'exactly':
        return t('journey.exactly', { time: spanText(time.minutes, t) });
      case 'day':
        return time.at === null ? t('journey.atDefault', { day: dayText(time.days), time: shopAt }) : t('journey.at', { day: dayText(time.days), time: time.at });
    }
  };
}

function spanText(minutes: number, t: TFunction<'translation'>): string {
  const parts = [
    { count: Math.floor(minutes / 1440), key: 'common.days' as const },
    { count: Math.floor((minutes % 1440) / 60), key: 'common.hours' as const },
    { count: minutes % 60, key: 'common.minutes' as const },
  ].filter(part => part.count > 0);
  return parts.length === 0 ? t('common.minutes', { count: 0 }) : parts.map(part => t(part.key, { count: part.count })).join(' ');
}
