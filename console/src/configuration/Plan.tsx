import { Alert, List, Stack, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { Findings } from '../editor/panel/Findings';
import { useSay } from '../parts/words';
import { Sheet } from '../parts/Sheet';
import classes from '../parts/parts.module.css';

type Preview = Schemas['ConfigurationPreview'];

const namesMax = 8;

/** What an import would change, and what is wrong with it. */
export function Plan({ preview }: { preview: Preview }) {
  const { t } = useTranslation('configuration');
  const changing = preview.files.filter(f => f.state === 'added' || f.state === 'changed');
  const count = (state: Schemas['ConfigurationFileState']) => preview.files.filter(f => f.state === state).length;
  return (
    <>
      {preview.faults.length > 0 && (
        <Alert color="shu" title={t('faults')}>
          <List size="sm">
            {preview.faults.map(fault => (
              <List.Item key={`${fault.path} ${fault.detail}`}>
                {fault.path}: {fault.detail}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      <Sheet title={t('plan')} flush={changing.length > 0}>
        {changing.length > 0 && <Files files={changing} />}
        <Stack gap={4} px={changing.length > 0 ? 20 : 0} py={changing.length > 0 ? 12 : 0}>
          {changing.length === 0 && <Text>{t('nothing')}</Text>}
          {count('equal') > 0 && (
            <Text size="sm" c="dimmed">
              {t('equal', { count: count('equal') })}
            </Text>
          )}
          {count('only-here') > 0 && (
            <Text size="sm" c="dimmed">
              {t('onlyHere', { count: count('only-here') })}
            </Text>
          )}
          {preview.ignored.length > 0 && (
            <Text size="sm" c="dimmed">
              {t('ignored', { names: preview.ignored.slice(0, namesMax).join('、') + (preview.ignored.length > namesMax ? '…' : '') })}
            </Text>
          )}
        </Stack>
      </Sheet>
      {preview.findings.length > 0 && (
        <Sheet title={t('findings')}>
          <Findings findings={preview.findings} />
        </Sheet>
      )}
      {(preview.settings.length > 0 || preview.settingsUnreadable) && <Settings preview={preview} />}
    </>
  );
}

function Files({ files }: { files: Preview['files'] }) {
  const { t } = useTranslation('configuration');
  const say = useSay();
  return (
    <Table.ScrollContainer minWidth={560}>
      <Table className={classes.table} aria-label={t('plan')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('columns.file')}</Table.Th>
            <Table.Th>{t('columns.kind')}</Table.Th>
            <Table.Th>{t('columns.state')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {files.map(f => (
            <Table.Tr key={`${f.kind} ${f.name}`}>
              <Table.Td>
                {f.title ? say(f.title) : f.name}
                <Text size="xs" c="dimmed">
                  {f.path}
                </Text>
              </Table.Td>
              <Table.Td className={classes.nowrap}>{t(`kinds.${f.kind}`)}</Table.Td>
              <Table.Td>
                {t(`states.${f.state}`)}
                {f.replacesDraft && (
                  <Text size="xs" fw={600}>
                    {t('replaces')}
                  </Text>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Settings({ preview }: { preview: Preview }) {
  const { t } = useTranslation('configuration');
  return (
    <Sheet title={t('settings')} lead={t('settingsText')} flush={preview.settings.length > 0}>
      {preview.settingsUnreadable ? (
        <Text>{t('settingsUnreadable')}</Text>
      ) : (
        <Table.ScrollContainer minWidth={560}>
          <Table className={classes.table} aria-label={t('settings')}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('setting')}</Table.Th>
                <Table.Th>{t('here')}</Table.Th>
                <Table.Th>{t('there')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {preview.settings.map(s => (
                <Table.Tr key={s.name}>
                  <Table.Td ff="monospace" fz="sm">
                    {s.name}
                  </Table.Td>
                  <Table.Td>{s.here ?? t('unset')}</Table.Td>
                  <Table.Td>{s.there ?? t('unset')}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Sheet>
  );
}
