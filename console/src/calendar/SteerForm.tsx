import { Alert, Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOwnName } from '../app/ownName';
import { Problem } from '../parts/Problem';
import { useFormats } from '../parts/words';
import { Refused, shownIn, steer, textOf, type BroadcastAct, type BroadcastItem } from './steering';

/** What is about to be done with a broadcast, by whom and why: both are kept. */
export function SteerForm({ broadcast, act, onClose }: { broadcast: BroadcastItem; act: BroadcastAct; onClose: () => void }) {
  const { t } = useTranslation('calendar');
  const formats = useFormats();
  const queries = useQueryClient();
  const { name: by, isKnown, write: setBy } = useOwnName();
  const [why, setWhy] = useState('');
  const doing = useMutation({
    mutationFn: () => steer(broadcast.id, act, by.trim(), why.trim()),
    onSuccess: onClose,
    onSettled: () => queries.invalidateQueries({ predicate: ({ queryKey: [first] }) => shownIn.includes(String(first)) }),
  });
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        doing.mutate();
      }}
    >
      <Stack>
        <Text size="sm">{t(`actTexts.${textOf(broadcast, act)}`, { time: formats.instant(broadcast.startsAt) })}</Text>
        <TextInput label={t('by')} value={by} maxLength={200} onChange={event => setBy(event.currentTarget.value)} readOnly={isKnown} required withAsterisk={false} data-autofocus />
        <Textarea label={t('why')} description={t('whyHint')} value={why} maxLength={200} autosize minRows={2} onChange={event => setWhy(event.currentTarget.value)} required withAsterisk={false} />
        {doing.isError && (doing.error instanceof Refused ? <Alert role="alert" color="shu" variant="outline">{t(`refused.${act}`)}</Alert> : <Problem error={doing.error} />)}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('close')}
          </Button>
          <Button type="submit" loading={doing.isPending} disabled={by.trim() === '' || why.trim() === ''} {...(act === 'cancel' ? { color: 'shu' } : {})}>
            {t(`acts.${act}`)}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
