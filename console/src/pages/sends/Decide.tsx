import { Radio, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import '../customer/acts/texts';
import { api, done, type Schemas } from '../../api/client';
import { ActForm } from '../customer/acts/ActForm';
import { Dialog } from '../../editor/Dialog';

const verdicts: readonly Schemas['HeldVerdict'][] = ['arrived', 'not-gone'];

/** What became of a message whose fate nobody could find out: a person says it, and how they know. */
export function Decide({ send, title, onClose }: { send: Schemas['SendItem'] | null; title: string; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog opened={send !== null} title={t('sends.decide.title', { title })} onClose={onClose}>
      {send !== null && <Form send={send} onClose={onClose} />}
    </Dialog>
  );
}

function Form({ send, onClose }: { send: Schemas['SendItem']; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [verdict, setVerdict] = useState<Schemas['HeldVerdict'] | null>(null);
  return (
    <ActForm
      customer={send.customerId}
      save={t('sends.decide.save')}
      ready={verdict !== null}
      act={async act => {
        const body = { enrollment: send.enrollmentId, step: send.stepId, visit: send.visit, channel: send.channel, verdict, ...act };
        await done(api.POST('/api/customers/{id}/message/decide', { params: { path: { id: send.customerId } }, body }));
        await Promise.all([queries.invalidateQueries({ queryKey: ['sends'] }), queries.invalidateQueries({ queryKey: ['day'] })]);
      }}
      onClose={onClose}
    >
      <Text size="sm">{t('sends.decide.text')}</Text>
      <Radio.Group label={t('sends.decide.label')} value={verdict ?? ''} onChange={value => setVerdict(verdicts.find(v => v === value) ?? null)}>
        <Stack gap="xs" mt="xs">
          {verdicts.map(one => (
            <Radio key={one} value={one} label={t(`sends.decide.${one}`)} description={t(`sends.decide.${one}Text`)} />
          ))}
        </Stack>
      </Radio.Group>
    </ActForm>
  );
}
