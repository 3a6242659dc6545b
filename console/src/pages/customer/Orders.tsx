import { Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ordersQuery } from '../../api/queries';
import { Empty } from '../../parts/Empty';
import { Loaded } from '../../parts/Loaded';
import { Pager, usePaging } from '../../parts/Pager';
import { Sheet } from '../../parts/Sheet';
import { useFormats } from '../../parts/words';
import classes from '../../parts/parts.module.css';

export function Orders({ id }: { id: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const paging = usePaging(id);
  const query = useQuery(ordersQuery(id, paging.cursor));
  return (
    <Sheet flush>
      <Loaded query={query}>
        {page =>
          page.items.length === 0 && paging.page === 1 ? (
            <Empty icon="order" title={t('customer.ordersEmpty')}>
              {t('customer.ordersEmptyHint')}
            </Empty>
          ) : (
            <>
              <Table.ScrollContainer minWidth={560}>
                <Table className={classes.table} aria-label={t('order.caption')}>
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th>{t('order.columns.on')}</Table.Th>
                      <Table.Th>{t('order.columns.id')}</Table.Th>
                      <Table.Th>{t('order.columns.number')}</Table.Th>
                      <Table.Th className={classes.number}>{t('order.columns.total')}</Table.Th>
                      <Table.Th>{t('order.columns.status')}</Table.Th>
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {page.items.map(o => (
                      <Table.Tr key={`${o.sourceId} ${o.orderId}`}>
                        <Table.Td className={classes.nowrap}>{formats.day(o.orderedOn)}</Table.Td>
                        <Table.Td>
                          {o.orderId}
                          {o.lines.length > 0 && (
                            <Text size="xs" c="dimmed" lang="ja">
                              {o.lines.map(l => t('order.goods', { name: l.name ?? l.sku ?? '', quantity: l.quantity })).join('、')}
                            </Text>
                          )}
                        </Table.Td>
                        <Table.Td>{o.number === null ? '' : t('order.nth', { number: o.number })}</Table.Td>
                        <Table.Td className={classes.number}>
                          {formats.money(o.total)}
                          {o.refunded.amount > 0 && (
                            <Text size="xs" c="dimmed">
                              {t('order.refunded', { amount: formats.money(o.refunded) })}
                            </Text>
                          )}
                        </Table.Td>
                        <Table.Td>
                          {t(`order.status.${o.status}`)}
                          {o.notCounted !== null && (
                            <Text size="xs" c="dimmed">
                              {t(`order.exclusion.${o.notCounted}`)}
                            </Text>
                          )}
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
