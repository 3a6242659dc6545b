import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { addDays } from '../format/format';

const days = { month: 30, quarter: 90, year: 365 } as const;
export type PeriodName = keyof typeof days;

/** The first day of a period that ends today. */
export function firstOf(period: PeriodName, today: string): string {
  return addDays(today, 1 - days[period]);
}

export function Period({ value, onChange }: { value: PeriodName; onChange: (value: PeriodName) => void }) {
  const { t } = useTranslation('results');
  return <SegmentedControl aria-label={t('period')} value={value} onChange={chosen => onChange(chosen as PeriodName)} data={(Object.keys(days) as PeriodName[]).map(name => ({ value: name, label: t(`periods.${name}`) }))} />;
}
