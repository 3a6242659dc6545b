import { NumberInput, Radio, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { insideOf, type PublicationWay } from './choice';
import { stageDaysMost, stages } from './rollout';

/** How the new versions reach customers: those who come in from now on, and those inside. */
export function Way({ preview, value, onChange }: { preview: Schemas['PublishPreview']; value: PublicationWay; onChange: (value: PublicationWay) => void }) {
  const { t } = useTranslation('publish');
  const mayStage = preview.journeys.some(j => j.rollsOut);
  const inside = insideOf(preview);
  return (
    <>
      {mayStage && (
        <Radio.Group label={t('who')} value={value.isStaged ? 'stages' : 'all'} onChange={chosen => onChange({ ...value, isStaged: chosen === 'stages', policy: chosen === 'stages' ? 'pin' : value.policy })}>
          <Stack gap="xs" mt="xs">
            <Radio value="all" label={t('everybody')} />
            <Radio value="stages" label={t('staged', { stages: stages.map(s => `${s}%`).join(' → ') })} description={t('stagedHint')} />
            {value.isStaged && (
              <NumberInput label={t('stageDays')} value={value.stageDays} min={1} max={stageDaysMost} allowDecimal={false} maw={220} ml={28} onChange={days => onChange({ ...value, stageDays: days })} />
            )}
          </Stack>
        </Radio.Group>
      )}
      <Radio.Group label={t('policy')} description={t('policyHint')} value={value.policy} onChange={chosen => onChange({ ...value, policy: chosen as Schemas['PublishPolicy'] })}>
        <Stack gap="xs" mt="xs">
          {preview.policies
            .filter(p => p === 'pin' || mayStage)
            .map(p => (
              <Radio key={p} value={p} label={t(`policies.${p}`)} disabled={p === 'move' && value.isStaged} />
            ))}
        </Stack>
        {value.policy === 'move' && (
          <Text size="sm" mt="xs">
            {t('moving', inside)}
          </Text>
        )}
        {value.isStaged && (
          <Text size="sm" c="dimmed" mt="xs">
            {t('stagedPins')}
          </Text>
        )}
      </Radio.Group>
    </>
  );
}
