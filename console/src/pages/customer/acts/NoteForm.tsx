import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOwnName } from '../../../app/ownName';
import { Problem } from '../../../parts/Problem';
import { note, refresh } from './server';

export function NoteForm({ customer, onClose }: { customer: string; onClose: () => void }) {
  const { t } = useTranslation('acts');
  const queries = useQueryClient();
  const { name: by, isKnown, write: setBy } = useOwnName();
  const [text, setText] = useState('');
  const doing = useMutation({
    mutationFn: () => note(customer, by.trim(), text.trim()),
    onSuccess: async () => {
      onClose();
      await refresh(queries, customer);
    },
  });
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        doing.mutate();
      }}
    >
      <Stack>
        <Textarea label={t('note.text')} description={t('note.hint')} value={text} onChange={event => setText(event.currentTarget.value)} maxLength={2000} required withAsterisk={false} autosize minRows={4} data-autofocus />
        <TextInput label={t('by')} value={by} onChange={event => setBy(event.currentTarget.value)} readOnly={isKnown} maxLength={200} required withAsterisk={false} />
        {doing.isError && <Problem error={doing.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={doing.isPending} disabled={by.trim() === '' || text.trim() === ''}>
            {t('note.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
