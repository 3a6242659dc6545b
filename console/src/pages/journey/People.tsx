import { Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { insideOfQuery, useCustomerNames } from '../../api/queries';
import { Empty } from '../../parts/Empty';
import { Loaded } from '../../parts/Loaded';
import { Pager, usePaging } from '../../parts/Pager';
import { Sheet } from '../../parts/Sheet';
import { useFormats } from '../../parts/words';
import classes from '../../parts/parts.module.css';

/** Who is inside now, the latest first. */
export function People({ journey }: { journey: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const paging = usePaging(journey);
  const query = useQuery(insideOfQuery(journey, paging.cursor));
  const names = useCustomerNames((query.data?.items ?? []).map(e => e.customerId));
  return (
    <Sheet flush>
      <Loaded query={query}>
        {page =>
          page.items.length === 0 && page.next === null && paging.page === 1 ? (
            <Empty icon="people" title={t('journey.peopleEmpty')}>
              {t('journey.peopleEmptyHint')}
            </Empty>
          ) : (
            <>
              <Table.ScrollContainer minWidth={420}>
                <Table className={classes.table} aria-label={t('journey.peopleTitle')}>
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th>{t('sends.columns.customer')}</Table.Th>
                      <Table.Th>{t('journey.entered')}</Table.Th>
                      <Table.Th>{t('journeys.columns.version')}</Table.Th>
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {page.items.map(e => (
                      <Table.Tr key={e.enrollmentId}>
                        <Table.Td>
                          <Link to="/customers/$id" params={{ id: e.customerId }} className={classes.rowLink} lang="ja">
                            {names(e.customerId)}
                          </Link>
                        </Table.Td>
                        <Table.Td className={classes.nowrap}>{formats.instant(e.enrolledAt)}</Table.Td>
                        <Table.Td>{t('journeys.version', { version: e.version })}</Table.Td>
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
