import { Button, Divider, Paper, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { apiKey } from '../api/key';

/** For those who are not at the server itself: by signing in, where that is set up, or by a key. */
export function KeyForm({ onEntered, signIn = null }: { onEntered: () => void; signIn?: string | null }) {
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
          <Title order={1}>{t(signIn === null ? 'key.title' : 'signIn.title')}</Title>
          {signIn !== null && (
            <>
              <Text c="dimmed">{t('signIn.text')}</Text>
              <Button component="a" href={`${signIn}?to=${encodeURIComponent(globalThis.location.pathname + globalThis.location.search)}`}>
                {t('signIn.submit')}
              </Button>
              <Divider label={t('signIn.or')} labelPosition="center" />
            </>
          )}
          <Text c="dimmed">{t('key.text')}</Text>
          <PasswordInput label={t('key.label')} description={t('key.hint')} value={key} onChange={event => setKey(event.currentTarget.value)} error={wasRefused ? t('key.wrong') : null} autoComplete="off" required withAsterisk={false} />
          <Button type="submit" variant={signIn === null ? 'filled' : 'default'}>
            {t('key.submit')}
          </Button>
        </Stack>
      </form>
    </Paper>
  );
}
