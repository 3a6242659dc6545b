import { Button, Paper, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { apiKey } from '../api/key';

/** For those who are not at the server itself. */
export function KeyForm({ onEntered }: { onEntered: () => void }) {
  const { t } = useTranslation();
  const [key, setKey] = useState('');
  const wasRefused = apiKey.read() !== null;
  return (
    <Paper maw={460} mx="auto" mt="8vh" p="xl" withBorder>
      <form
        onSubmit={event => {
          event.preventDefault();
          apiKey.write(key.trim());
          onEntered();
        }}
      >
        <Stack>
          <Title order={1}>{t('key.title')}</Title>
          <Text c="dimmed">{t('key.text')}</Text>
          <PasswordInput label={t('key.label')} description={t('key.hint')} value={key} onChange={event => setKey(event.currentTarget.value)} error={wasRefused ? t('key.wrong') : null} autoComplete="off" required withAsterisk={false} />
          <Button type="submit">{t('key.submit')}</Button>
        </Stack>
      </form>
    </Paper>
  );
}
