import { Button, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { meQuery, sendsQuery, useCustomerNames, useJourneyNames, useMessageTitles, type SendFilter, type SendKey } from '../../api/queries';
import type { Schemas } from '../../api/client';
import { MessageDrawer } from '../../message/MessageDrawer';
import { ChannelLabel, StateBadge } from '../../parts/Badges';
import { Empty } from '../../parts/Empty';
import { Loaded } from '../../parts/Loaded';
import { Pager, usePaging } from '../../parts/Pager';
import { useFormats, useReason, useSay } from '../../parts/words';
import classes from '../../parts/parts.module.css';
import { Decide } from './Decide';

type Send = Schemas['SendItem'];

/** Rows of the ledger in pages; each opens what it sent. */
export function SendList({ filter, empty, withCustomer = true }: { filter: SendFilter; empty: { title: string; hint: string }; withCustomer?: boolean }) {
  const { t } = useTranslation();
  const paging = usePaging(filter);
  const query = useQuery(sendsQuery(filter, paging.cursor));
  const [shown, setShown] = useState<SendKey | null>(null);
  const [asked, setAsked] = useState<Send | null>(null);
  const role = useQuery(meQuery).data?.role;
  const mayAct = role !== undefined && role !== 'viewer';
  const titles = useMessageTitles((query.data?.items ?? []).map(journeyOf));
  const names = useCustomerNames(withCustomer ? (query.data?.items ?? []).map(s => s.customerId) : []);
  return (
    <>
      <Loaded query={query} rows={10}>
        {page =>
          page.items.length === 0 && page.next === null && paging.page === 1 ? (
            <Empty icon="ledger" title={empty.title}>
              {empty.hint}
            </Empty>
          ) : (
            <>
              <Table.ScrollContainer minWidth={760}>
                <Table className={classes.table} highlightOnHover aria-label={t('sends.caption')}>
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th>{t('sends.columns.due')}</Table.Th>
                      <Table.Th>{t('sends.columns.message')}</Table.Th>
                      <Table.Th>{t('sends.columns.channel')}</Table.Th>
                      <Table.Th>{t('sends.columns.state')}</Table.Th>
                      <Table.Th>{t('sends.columns.reason')}</Table.Th>
                      {withCustomer && <Table.Th>{t('sends.columns.customer')}</Table.Th>}
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {page.items.map(s => (
                      <Row key={`${s.customerId} ${s.enrollmentId} ${s.stepId} ${s.visit} ${s.channel}`} send={s} title={titles(s.messageId)} customer={withCustomer ? names(s.customerId) : null} onShow={() => setShown(s)} onDecide={mayAct && s.state === 'held' ? () => setAsked(s) : null} />
                    ))}
                  </Table.Tbody>
                </Table>
              </Table.ScrollContainer>
              <Pager paging={paging} next={page.next} busy={query.isFetching && query.isPlaceholderData} />
            </>
          )
        }
      </Loaded>
      <MessageDrawer of={shown} onClose={() => setShown(null)} />
      <Decide send={asked} title={asked === null ? '' : titles(asked.messageId)} onClose={() => setAsked(null)} />
    </>
  );
}

function Row({ send: s, title, customer, onShow, onDecide }: { send: Send; title: string; customer: string | null; onShow: () => void; onDecide: (() => void) | null }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const say = useSay();
  const reason = useReason();
  const names = useJourneyNames();
  const whys = [
    s.reason === null ? '' : reason(s.reason),
    s.deferredUntil === null ? '' : t('sends.deferred', { time: formats.instant(s.deferredUntil) }),
    s.fallback === null ? '' : t('sends.fallback', { channel: t(`channel.${s.fallback.from}`), reason: reason(pascal(s.fallback.reason)) }),
  ].filter(Boolean);
  return (
    <Table.Tr>
      <Table.Td className={classes.nowrap}>{formats.instant(s.dueAt)}</Table.Td>
      <Table.Td>
        <button type="button" className={classes.openRow} onClick={onShow} lang="ja">
          {title}
        </button>
        <Text size="xs" c="dimmed">
          {say(names(journeyOf(s)))}
        </Text>
      </Table.Td>
      <Table.Td>
        <ChannelLabel channel={s.channel} />
      </Table.Td>
      <Table.Td>
        <StateBadge state={s.state} />
        {onDecide && (
          <Button variant="default" size="compact-sm" mt={4} onClick={onDecide} aria-label={t('sends.decide.openFor', { title })}>
            {t('sends.decide.open')}
          </Button>
        )}
      </Table.Td>
      <Table.Td>
        <Text size="sm">{whys.join(' ')}</Text>
      </Table.Td>
      {customer !== null && (
        <Table.Td className={classes.nowrap}>
          <Link to="/customers/$id" params={{ id: s.customerId }} lang="ja">
            {customer}
          </Link>
        </Table.Td>
      )}
    </Table.Tr>
  );
}

/** Words of the API are in lower case with hyphens; reasons of the ledger stand as they are. */
export function pascal(word: string): string {
  return word.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
}

function journeyOf(send: Send): string {
  return send.enrollmentId.split(':')[0] ?? '';
}
