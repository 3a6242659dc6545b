import { Select, Table, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client';
import { Empty } from '../../parts/Empty';
import { Loaded } from '../../parts/Loaded';
import { Pager, usePaging } from '../../parts/Pager';
import { Sheet } from '../../parts/Sheet';
import { useFormats } from '../../parts/words';
import classes from '../../parts/parts.module.css';

/** Operations that people look for, by their ids in the API; others are shown by their id. */
const known = [
  'publish', 'rollBack', 'resumeJourney', 'backfillJourney', 'approveBroadcast', 'cancelBroadcast', 'enrollCustomer', 'stopEnrollment', 'addNote', 'suppressCustomer', 'liftSuppression', 'addSuppression',
  'removeSuppression', 'exportCustomer', 'eraseCustomer', 'decideHeld', 'recordConsent', 'replayWebhook', 'sendTest', 'moveBroadcast', 'importConfiguration', 'testChannel', 'addSegment', 'saveSegment', 'removeSegment', 'pauseBroadcast', 'resumeBroadcast', 'steerRollout', 'stopBackfill', 'beginBackTest',
  'stopBackTest', 'removeDraft', 'addImage', 'describeImage', 'removeImage',
] as const;

const limit = 20;

const auditQuery = (act: string | null, cursor: string | null) => ({
  queryKey: ['audit', act, cursor],
  queryFn: ({ signal }: { signal: AbortSignal }) => bodyOf(api.GET('/api/audit', { params: { query: { limit, ...(act === null ? {} : { act }), ...(cursor === null ? {} : { cursor }) } }, signal })),
  placeholderData: keepPreviousData,
});

/** Who did what, the latest first. For administrators. */
export function Audit() {
  const { t, i18n } = useTranslation();
  const formats = useFormats();
  const [act, setAct] = useState<string | null>(null);
  const paging = usePaging(act);
  const query = useQuery(auditQuery(act, paging.cursor));
  const words = (name: string) => (i18n.exists(`settings.audit.acts.${name}`) ? t(`settings.audit.acts.${name as (typeof known)[number]}`) : name);
  return (
    <Sheet title={t('settings.audit.title')} lead={t('settings.audit.lead')} flush>
      <div style={{ padding: '0 20px 10px' }}>
        <Select
          label={t('settings.audit.act')}
          placeholder={t('settings.audit.all')}
          data={known.map(name => ({ value: name, label: words(name) }))}
          value={act}
          onChange={setAct}
          clearable
          clearButtonProps={{ 'aria-label': t('settings.audit.all') }}
          maw={320}
        />
      </div>
      <Loaded query={query}>
        {page =>
          page.items.length === 0 && page.next === null && paging.page === 1 ? (
            <Empty icon="seal" title={t('settings.audit.none')}>
              {t('settings.audit.noneHint')}
            </Empty>
          ) : (
            <>
              <Table.ScrollContainer minWidth={640}>
                <Table className={classes.table} aria-label={t('settings.audit.title')}>
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th>{t('settings.audit.at')}</Table.Th>
                      <Table.Th>{t('settings.audit.by')}</Table.Th>
                      <Table.Th>{t('settings.audit.act')}</Table.Th>
                      <Table.Th>{t('settings.audit.about')}</Table.Th>
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {page.items.map((one, at) => (
                      <Table.Tr key={at}>
                        <Table.Td className={classes.nowrap}>{formats.instant(one.at)}</Table.Td>
                        <Table.Td>
                          {one.by === 'this machine' ? t('settings.audit.machine') : one.by}
                          <Text size="xs" c="dimmed">
                            {t(`person.role.${one.role as 'viewer'}`, { defaultValue: one.role })}・{t(`settings.audit.ways.${one.way as 'key'}`, { defaultValue: one.way })}
                          </Text>
                        </Table.Td>
                        <Table.Td>
                          {words(one.act)}
                          {(one.status === null || one.status >= 500) && (
                            <Text size="xs" c="dimmed">
                              {t('settings.audit.unknown')}
                            </Text>
                          )}
                        </Table.Td>
                        <Table.Td ff="monospace" fz="xs">
                          <About about={one.about} />
                        </Table.Td>
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </Table>
              </Table.ScrollContainer>
              <Pager paging={paging} next={page.next} busy={query.isFetching && query.isPlaceholderData} />
            </>
          )
        }
      </Loaded>
    </Sheet>
  );
}

/** A customer's id leads to the customer. */
function About({ about }: { about: string | null }) {
  const customer = about?.split('/').find(part => /^c[a-z2-7]{25}$/.test(part));
  if (customer === undefined) {
    return <>{about ?? ''}</>;
  }
  return (
    <Link to="/customers/$id" params={{ id: customer }}>
      {about}
    </Link>
  );
}
