import { Button, Group, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../parts/Problem';
import { newKey } from '../publish/choice';
import { sendTest, type Sendable } from './server';

/** The message as it is, to somebody of the shop. */
export function TestSend({ shown }: { shown: Sendable }) {
  const { t } = useTranslation('messages');
  const [to, setTo] = useState('');
  const act = useMutation({ mutationFn: () => sendTest(shown, to.trim(), newKey()) });
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        act.mutate();
      }}
    >
      <Group align="flex-end" gap="xs" wrap="nowrap">
        <TextInput label={t(`to.${shown.kind}`)} description={t('toHint')} value={to} onChange={event => setTo(event.currentTarget.value)} style={{ flex: 1 }} />
        <Button type="submit" variant="default" loading={act.isPending} disabled={to.trim() === ''}>
          {t('send')}
        </Button>
      </Group>
      {act.isSuccess && (
        <Text size="sm" role="alert">
          {t('sent')}
        </Text>
      )}
      {act.isError && <Problem error={act.error} />}
    </form>
  );
}
