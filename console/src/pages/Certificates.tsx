import { Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { certificateQuery, certificatesQuery } from '../api/queries';
import type { Schemas } from '../api/client';
import { Empty } from '../parts/Empty';
import { Facts } from '../parts/Facts';
import { SidePanel } from '../parts/SidePanel';
import { Icon } from '../parts/Icon';
import { Loaded } from '../parts/Loaded';
import { Pager, usePaging } from '../parts/Pager';
import { PageFrame, Sheet } from '../parts/Sheet';
import { useFormats, useReason } from '../parts/words';
import classes from '../parts/parts.module.css';

const route = getRouteApi('/certificates');

export function Certificates() {
  const { t } = useTranslation();
  const formats = useFormats();
  const navigate = route.useNavigate();
  const { day } = route.useSearch();
  const paging = usePaging('certificates');
  const query = useQuery(certificatesQuery(paging.cursor, 50));
  return (
    <PageFrame title={t('certificates.title')} lead={t('certificates.lead')}>
      <Sheet flush>
        <Loaded query={query} rows={10}>
          {page =>
            page.items.length === 0 && paging.page === 1 ? (
              <Empty icon="seal" title={t('certificates.empty')}>
                {t('certificates.emptyHint')}
              </Empty>
            ) : (
              <>
                <Table.ScrollContainer minWidth={640}>
                  <Table className={classes.table} highlightOnHover aria-label={t('certificates.caption')}>
                    <Table.Thead>
                      <Table.Tr>
                        <Table.Th>{t('certificates.columns.date')}</Table.Th>
                        <Table.Th>{t('certificates.columns.result')}</Table.Th>
                        <Table.Th className={classes.number}>{t('certificates.columns.due')}</Table.Th>
                        <Table.Th className={classes.number}>{t('certificates.columns.settled')}</Table.Th>
                        <Table.Th className={classes.number}>{t('certificates.columns.deferred')}</Table.Th>
                        <Table.Th className={classes.number}>{t('certificates.columns.held')}</Table.Th>
                        <Table.Th className={classes.number}>{t('certificates.columns.open')}</Table.Th>
                        <Table.Th className={classes.number}>{t('certificates.columns.number')}</Table.Th>
                      </Table.Tr>
                    </Table.Thead>
                    <Table.Tbody>
                      {page.items.map(item => (
                        <Row key={item.number} item={item} onShow={date => void navigate({ search: { day: date } })} />
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
      <SidePanel opened={day !== undefined} onClose={() => void navigate({ search: {} })} title={day && t('certificates.detail', { day: formats.day(day) })}>
        {day !== undefined && <Detail day={day} />}
      </SidePanel>
    </PageFrame>
  );
}

function Verdict({ holds }: { holds: boolean }) {
  const { t } = useTranslation();
  return (
    <span className={classes.state}>
      <span className={classes.dot} data-tone={holds ? 'good' : 'bad'} aria-hidden="true" />
      {holds ? t('certificates.holds') : t('certificates.fails')}
    </span>
  );
}

function Row({ item, onShow }: { item: Schemas['CertificateItem']; onShow: (date: string) => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const c = item.certificate;
  if (c === null) {
    return (
      <Table.Tr>
        <Table.Td colSpan={7}>
          <Icon name="alert" size={16} style={{ verticalAlign: '-3px' }} /> {t('certificates.broken')}　{item.fault}
        </Table.Td>
        <Table.Td className={classes.number}>{formats.count(item.number)}</Table.Td>
      </Table.Tr>
    );
  }
  return (
    <Table.Tr>
      <Table.Td className={classes.nowrap}>
        <button type="button" className={classes.openRow} onClick={() => onShow(c.date)}>
          {formats.day(c.date)}
        </button>
      </Table.Td>
      <Table.Td>
        <Verdict holds={c.holds && item.fault === null} />
      </Table.Td>
      {[c.due, c.settled, c.deferred, c.held, c.open].map((n, at) => (
        <Table.Td key={at} className={classes.number}>
          {formats.count(n)}
        </Table.Td>
      ))}
      <Table.Td className={classes.number}>{formats.count(item.number)}</Table.Td>
    </Table.Tr>
  );
}

function Detail({ day }: { day: string }) {
  const { t, i18n } = useTranslation();
  const formats = useFormats();
  const reason = useReason();
  const word = (group: 'sendState' | 'channel', name: string) => {
    const key = `${group}.${name.toLowerCase()}`;
    return i18n.exists(key) ? t(key as 'channel.email') : name;
  };
  return (
    <Loaded query={useQuery(certificateQuery(day))} rows={8}>
      {({ certificate: c, chain, findings, faults }) => (
        <Stack gap="lg">
          {c && (
            <Facts
              facts={[
                [t('certificates.columns.result'), <Verdict key="verdict" holds={c.holds && faults.length === 0} />],
                [t('certificates.columns.due'), formats.count(c.due)],
                [t('certificates.columns.settled'), formats.count(c.settled)],
                [t('certificates.issued'), formats.instant(c.issuedAt)],
                [t('settings.certificates'), c.signed ? t('certificates.signed') : t('certificates.unsigned')],
                [t('certificates.chain'), chain.whole ? t('certificates.chainWhole', { length: chain.length }) : t('certificates.chainBroken')],
              ]}
            />
          )}
          {c && c.sums.length > 0 && (
            <Table className={classes.table} aria-label={t('certificates.sums')}>
              <Table.Tbody>
                {c.sums.map((s, at) => (
                  <Table.Tr key={at}>
                    <Table.Th scope="row">{t('certificates.stateCount', { state: word('sendState', s.state), channel: word('channel', s.channel) })}</Table.Th>
                    <Table.Td>{s.reason === null ? '' : reason(s.reason)}</Table.Td>
                    <Table.Td className={classes.number}>{formats.count(s.count)}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          )}
          <div>
            <Text fw={600}>{t('certificates.findings')}</Text>
            {[...faults, ...chain.faults.map(f => `${f.number}: ${f.reason}`)].map(fault => (
              <Text key={fault} size="sm">
                {fault}
              </Text>
            ))}
            {(findings ?? []).length === 0 && faults.length === 0 ? (
              <Text size="sm" c="dimmed">
                {t('certificates.noFindings')}
              </Text>
            ) : (
              <ul>
                {(findings ?? []).map((f, at) => (
                  <li key={at}>
                    {t(`certificates.weight.${f.weight}`)}: {f.reason}
                  </li>
                ))}
              </ul>
            )}
          </div>
          {c && (
            <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {t('certificates.hash')}: {c.hash}
            </Text>
          )}
        </Stack>
      )}
    </Loaded>
  );
}
