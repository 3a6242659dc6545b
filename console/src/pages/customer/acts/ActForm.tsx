import { Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useOwnName } from '../../../app/ownName';
import { Problem } from '../../../parts/Problem';
import { refresh, type Act } from './server';

interface Wanted {
  customer: string;
  save: string;
  /** What is asked besides; with what it needs to be done. */
  children?: ReactNode;
  ready?: boolean;
  color?: string;
  act: (act: Act) => Promise<void>;
  onClose: () => void;
}

/** Who does it and why, and that it is done. Everything that is shown of the customer is then asked for anew. */
export function ActForm({ customer, save, children, ready = true, color, act, onClose }: Wanted) {
  const { t } = useTranslation('acts');
  const queries = useQueryClient();
  const { name: by, isKnown, write: setBy } = useOwnName();
  const [why, setWhy] = useState('');
  const doing = useMutation({
    mutationFn: () => act({ by: by.trim(), why: why.trim() }),
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
        {typeof children === 'string' ? <Text size="sm">{children}</Text> : children}
        <TextInput label={t('by')} value={by} onChange={event => setBy(event.currentTarget.value)} readOnly={isKnown} maxLength={200} required withAsterisk={false} />
        <Textarea label={t('why')} description={t('whyHint')} value={why} onChange={event => setWhy(event.currentTarget.value)} maxLength={200} required withAsterisk={false} autosize minRows={2} />
        {doing.isError && <Problem error={doing.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={doing.isPending} disabled={!ready || by.trim() === '' || why.trim() === ''} {...(color === undefined ? {} : { color })}>
            {save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
