import { Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { consentsQuery } from '../../api/queries';
import { ChannelLabel } from '../../parts/Badges';
import { Empty } from '../../parts/Empty';
import { Loaded } from '../../parts/Loaded';
import { Pager, usePaging } from '../../parts/Pager';
import { Sheet } from '../../parts/Sheet';
import { useFormats } from '../../parts/words';
import classes from '../../parts/parts.module.css';

export function Consents({ id }: { id: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const paging = usePaging(id);
  const query = useQuery(consentsQuery(id, paging.cursor));
  return (
    <Sheet flush>
      <Loaded query={query}>
        {page =>
          page.items.length === 0 && paging.page === 1 ? (
            <Empty icon="check" title={t('customer.consentsEmpty')}>
              {t('customer.consentsEmptyHint')}
            </Empty>
          ) : (
            <>
              <Table.ScrollContainer minWidth={560}>
                <Table className={classes.table} aria-label={t('consent.caption')}>
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th>{t('consent.columns.channel')}</Table.Th>
                      <Table.Th>{t('consent.columns.state')}</Table.Th>
                      <Table.Th>{t('consent.columns.at')}</Table.Th>
                      <Table.Th>{t('consent.columns.source')}</Table.Th>
                      <Table.Th>{t('consent.columns.holds')}</Table.Th>
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {page.items.map((c, at) => (
                      <Table.Tr key={at}>
                        <Table.Td>
                          <ChannelLabel channel={c.channel} />
                        </Table.Td>
                        <Table.Td>
                          {t(`consent.state.${c.state}`)}（{c.topic ?? t('consent.allTopics')}）
                        </Table.Td>
                        <Table.Td className={classes.nowrap}>{formats.instant(c.at)}</Table.Td>
                        <Table.Td>{c.origin === null ? c.source : `${t(`consent.origin.${c.origin}`)}（${c.source}）`}</Table.Td>
                        <Table.Td>{c.holds ? t('consent.holds') : t('consent.past')}</Table.Td>
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
