import { NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { useSay } from '../parts/words';
import { isSize, type Expectation } from './choice';

const metrics: readonly Schemas['Metric'][] = ['purchase', 'second-purchase', 'repeat', 'revenue', 'margin', 'click'];

/** What is expected of a journey's new version. */
export function Expect({ journey, value, isAlone, onChange }: { journey: Schemas['PreviewedJourney']; value: Expectation; isAlone: boolean; onChange: (value: Expectation) => void }) {
  const { t } = useTranslation('publish');
  const { t: e } = useTranslation('editor');
  const say = useSay();
  return (
    <Stack gap="sm">
      {!isAlone && <Text fw={600}>{say(journey.title)}</Text>}
      <Textarea label={t('hypothesis')} autosize minRows={2} maxLength={500} value={value.text} onChange={event => onChange({ ...value, text: event.currentTarget.value })} />
      {value.text.trim() !== '' && (
        <>
          <NativeSelect label={t('metric')} value={value.metric} data={metrics.map(m => ({ value: m, label: e(`metrics.${m}`) }))} onChange={event => onChange({ ...value, metric: event.currentTarget.value as Schemas['Metric'] })} />
          <TextInput label={t('expected')} description={t('expectedHint')} value={value.expected} error={isSize(value.expected) ? null : t('expectedHint')} maxLength={20} onChange={event => onChange({ ...value, expected: event.currentTarget.value })} />
          <TextInput type="date" label={t('checkOn')} value={value.checkOn} onChange={event => onChange({ ...value, checkOn: event.currentTarget.value })} />
        </>
      )}
    </Stack>
  );
}
