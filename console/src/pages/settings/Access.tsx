import { Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client';
import { Loaded } from '../../parts/Loaded';
import { Sheet } from '../../parts/Sheet';
import classes from '../../parts/parts.module.css';

const accessQuery = { queryKey: ['access'], queryFn: ({ signal }: { signal: AbortSignal }) => bodyOf(api.GET('/api/access', { signal })) };

/** Who may come in, and where that is set. For administrators. */
export function Access() {
  const { t } = useTranslation();
  return (
    <Sheet title={t('settings.access.title')} lead={t('settings.access.lead')}>
      <Loaded query={useQuery(accessQuery)}>
        {access => (
          <Stack gap="md">
            <div>
              {access.admitsMachine && <Text size="sm">{t('settings.access.machine')}</Text>}
              <Text size="sm">{t(access.signsIn ? 'settings.access.signsIn' : access.trustsPlatform ? 'settings.access.platform' : 'settings.access.nobody')}</Text>
            </div>
            {access.users.length > 0 && <Names caption={t('settings.access.users')} names={access.users} />}
            {access.keys.length > 0 && <Names caption={t('settings.access.keys')} names={access.keys} />}
          </Stack>
        )}
      </Loaded>
    </Sheet>
  );
}

function Names({ caption, names }: { caption: string; names: readonly Schemas['AccessName'][] }) {
  const { t } = useTranslation();
  return (
    <Table className={classes.table} aria-label={caption}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{caption}</Table.Th>
          <Table.Th>{t('settings.access.role')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {names.map((one, at) => (
          <Table.Tr key={at}>
            <Table.Td>{one.name}</Table.Td>
            <Table.Td>{t(`person.role.${one.role}`)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
