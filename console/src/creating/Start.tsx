import { NativeSelect, SegmentedControl, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Whether something begins with nothing, or with what is there. */
export interface Begun {
  isCopy: boolean;
  /** Whose words are copied; empty where nothing is there. */
  source: string;
}

export function Start({ of, begun, sources, onChoose }: { of: 'starts' | 'messageStarts'; begun: Begun; sources: readonly { value: string; label: string }[]; onChoose: (begun: Begun) => void }) {
  const { t } = useTranslation('creating');
  return (
    <Stack gap="xs">
      <SegmentedControl
        aria-label={t('start')}
        value={begun.isCopy ? 'copy' : 'nothing'}
        onChange={value => onChoose({ isCopy: value === 'copy', source: begun.source || (sources[0]?.value ?? '') })}
        data={(['nothing', 'copy'] as const).map(value => ({ value, label: t(`${of}.${value}`), disabled: value === 'copy' && sources.length === 0 }))}
      />
      {begun.isCopy && <NativeSelect label={t('source')} value={begun.source} data={[...sources]} onChange={event => onChoose({ isCopy: true, source: event.currentTarget.value })} />}
    </Stack>
  );
}
