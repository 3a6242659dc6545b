import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client';
import { meQuery } from '../../api/queries';
import { Icon } from '../../parts/Icon';
import { Problem } from '../../parts/Problem';
import { useFormats, useSay } from '../../parts/words';

const tested = ['email', 'line'] as const;

/** Asks each channel's provider whether it would take messages; for those who may change something. */
export function Connections() {
  const { t } = useTranslation();
  const role = useQuery(meQuery).data?.role;
  if (role === undefined || role === 'viewer') {
    return null;
  }
  return (
    <Stack gap="sm" mt="md">
      {tested.map(channel => (
        <Connection key={channel} channel={channel} />
      ))}
      <Text size="xs" c="dimmed">
        {t('settings.testNote')}
      </Text>
    </Stack>
  );
}

function Connection({ channel }: { channel: (typeof tested)[number] }) {
  const { t } = useTranslation();
  const say = useSay();
  const formats = useFormats();
  const test = useMutation({ mutationFn: () => bodyOf(api.POST('/api/channels/{channel}/test', { params: { path: { channel } } })) });
  const result = test.data;
  return (
    <div>
      <Group>
        <Button variant="default" size="xs" onClick={() => test.mutate()} loading={test.isPending}>
          {t('settings.test', { channel: t(`channel.${channel}`) })}
        </Button>
      </Group>
      <div aria-live="polite">
        {result && !test.isPending && (
          <Stack gap={2} mt={6}>
            <Group gap={6} wrap="nowrap">
              <Icon name={result.outcome === 'works' ? 'check' : 'alert'} size={18} />
              <Text size="sm" fw={600}>
                {say(result.text)}
              </Text>
            </Group>
            {result.fix && <Text size="sm">{say(result.fix)}</Text>}
            <Text size="xs" c="dimmed">
              {[
                ...(result.account === null ? [] : [t('settings.testAccount', { account: result.account })]),
                ...(result.limit === null || result.used === null ? [] : [t('settings.testLeft', { used: formats.count(result.used), limit: formats.count(result.limit) })]),
                t('settings.tested', { seconds: Math.max(0.1, Math.round(result.tookMilliseconds / 100) / 10) }),
              ].join('・')}
            </Text>
          </Stack>
        )}
      </div>
      {test.isError && <Problem error={test.error} />}
    </div>
  );
}
