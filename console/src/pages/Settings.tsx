import { Button, Grid, Stack, Table, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { apiKey } from '../api/key';
import { meQuery, quotaQuery, ranksQuery, shopQuery } from '../api/queries';
import type { Schemas } from '../api/client';
import { Facts } from '../parts/Facts';
import { LinkButton } from '../parts/LinkButton';
import { Loaded } from '../parts/Loaded';
import { PageFrame, Sheet } from '../parts/Sheet';
import { useFormats, useSay } from '../parts/words';
import classes from '../parts/parts.module.css';
import { Access } from './settings/Access';
import { Audit } from './settings/Audit';
import { Connections } from './settings/Connections';

type Shop = Schemas['ShopBody'];

export function Settings() {
  const { t } = useTranslation();
  const role = useQuery(meQuery).data?.role;
  return (
    <PageFrame title={t('settings.title')} lead={t('settings.lead')}>
      <Loaded query={useQuery(shopQuery)} rows={12}>
        {shop => (
          <Grid gap={20}>
            <Grid.Col span={{ base: 12, md: 6 }}>
              <Stack gap={20}>
                <OfShop shop={shop} />
                <Sender shop={shop} />
                <Topics shop={shop} />
              </Stack>
            </Grid.Col>
            <Grid.Col span={{ base: 12, md: 6 }}>
              <Stack gap={20}>
                <Sending shop={shop} />
                <Channels shop={shop} />
                {apiKey.read() !== null && <Key />}
              </Stack>
            </Grid.Col>
            <Grid.Col span={12}>
              <Sources shop={shop} />
            </Grid.Col>
            <Grid.Col span={12}>
              <Sheet title={t('settings.configuration')} lead={t('settings.configurationText')}>
                <LinkButton to="/settings/configuration">{t('settings.configuration')}</LinkButton>
              </Sheet>
            </Grid.Col>
            {role === 'admin' && (
              <>
                <Grid.Col span={{ base: 12, md: 4 }}>
                  <Access />
                </Grid.Col>
                <Grid.Col span={{ base: 12, md: 8 }}>
                  <Audit />
                </Grid.Col>
              </>
            )}
          </Grid>
        )}
      </Loaded>
    </PageFrame>
  );
}

function OfShop({ shop }: { shop: Shop }) {
  const { t } = useTranslation();
  const say = useSay();
  const model = useQuery(ranksQuery).data?.models.find(m => m.id === shop.rankModel);
  return (
    <Sheet title={t('settings.shop')}>
      <Facts
        facts={[
          [t('settings.name'), shop.name],
          [t('settings.timezone'), shop.timeZone],
          [t('settings.currency'), shop.currency],
          [t('settings.rankModel'), model ? say(model.name) : shop.rankModel],
          [t('settings.orders'), `${t(`settings.ordersCount.${shop.ordersCount}`)}・${t(`settings.ordersAmount.${shop.ordersAmount}`)}`],
          [t('settings.clock'), shop.speed === 1 ? t('settings.clockReal') : t('settings.clockFast', { speed: shop.speed })],
        ]}
      />
    </Sheet>
  );
}

function Sender({ shop }: { shop: Shop }) {
  const { t } = useTranslation();
  return (
    <Sheet title={t('settings.sender')} lead={t('settings.senderText')}>
      <Facts
        facts={[
          [t('settings.legalName'), shop.sender.legalName],
          [t('settings.address'), shop.sender.address],
          [t('settings.contact'), shop.sender.contact],
          [t('settings.url'), shop.sender.url],
        ]}
      />
      {shop.senderMissing.length > 0 && (
        <Text mt="sm" size="sm" c="shu.7" fw={600}>
          {t('settings.missing', { names: shop.senderMissing.join('、') })}
        </Text>
      )}
    </Sheet>
  );
}

function Sending({ shop: { sending } }: { shop: Shop }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const pauseText = ({ from, until, isYearly }: Schemas['ShopPause']) =>
    isYearly ? t('settings.pauseYearly', { from: formats.shortDay(`2024-${from}`), until: formats.shortDay(`2024-${until}`) }) : t('settings.pauseOnce', { from: formats.day(from), until: formats.day(until) });
  const times = (of: Schemas['ShopTimes'] | null) => (of === null ? t('settings.timesNone') : t('settings.times', { from: of.from, until: of.until }));
  return (
    <Sheet title={t('settings.sending')}>
      <Facts
        facts={[
          [t('settings.quiet'), times(sending.quietHours)],
          [t('settings.window'), times(sending.window)],
          [t('settings.cap'), sending.cap === null ? t('settings.capNone') : t('settings.capValue', { count: sending.cap.count, days: sending.cap.days })],
          [t('settings.sendAt'), sending.at],
          [t('settings.pauses'), sending.pauseDates.length === 0 ? t('settings.pausesNone') : sending.pauseDates.map(pauseText).join('、')],
        ]}
      />
    </Sheet>
  );
}

function Channels({ shop }: { shop: Shop }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { data: quota } = useQuery(quotaQuery);
  const used = formats.count(quota?.used ?? 0);
  return (
    <Sheet title={t('settings.channels')}>
      <Facts
        facts={[
          [t('settings.email'), shop.mailLeaves ? t('settings.emailLeaves') : t('settings.emailStays')],
          quota !== undefined && [
            t('settings.line'),
            !quota.isConnected
              ? t('settings.lineStays')
              : `${t('settings.lineConnected')}（${quota.limit == null ? t('settings.lineUnlimited', { used }) : t('settings.lineQuota', { used, limit: formats.count(quota.limit) })}）`,
          ],
          [t('settings.keep'), t('settings.keepValue', { count: shop.keepMessagesDays })],
          [t('settings.certificates'), shop.certificatesSigned ? t('settings.signed') : t('settings.unsigned')],
          [t('settings.endpoints'), shop.endpoints.length === 0 ? t('settings.endpointsNone') : shop.endpoints.join('、')],
        ]}
      />
      <Connections />
      {shop.hasAllowList && (
        <Text mt="sm" size="sm" fw={600}>
          {t('settings.allowList')}
        </Text>
      )}
    </Sheet>
  );
}

function Topics({ shop }: { shop: Shop }) {
  const { t } = useTranslation();
  const say = useSay();
  return (
    <Sheet title={t('settings.topics')}>
      {shop.topics.length === 0 ? <Text c="dimmed">{t('settings.topicsNone')}</Text> : <Text>{shop.topics.map(topic => say(topic.name)).join('、')}</Text>}
    </Sheet>
  );
}

function Sources({ shop }: { shop: Shop }) {
  const { t } = useTranslation();
  return (
    <Sheet title={t('settings.sources')} flush={shop.sources.length > 0}>
      {shop.sources.length === 0 ? (
        <Text c="dimmed">{t('settings.sourcesNone')}</Text>
      ) : (
        <Table.ScrollContainer minWidth={560}>
          <Table className={classes.table} aria-label={t('settings.sources')}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('settings.sourceColumns.id')}</Table.Th>
                <Table.Th>{t('settings.sourceColumns.kind')}</Table.Th>
                <Table.Th>{t('settings.sourceColumns.webhook')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {shop.sources.map(s => (
                <Table.Tr key={s.id}>
                  <Table.Td fw={600}>{s.id}</Table.Td>
                  <Table.Td>
                    {s.kind}
                    <Text size="xs" c="dimmed">
                      {[s.asksShop ? t('settings.asks') : '', s.confirmsConsent ? t('settings.confirms') : ''].filter(Boolean).join('・')}
                    </Text>
                  </Table.Td>
                  <Table.Td ff="monospace" fz="sm">
                    {new URL(s.webhookPath, window.location.origin).toString()}
                    <Text size="xs" c="dimmed" ff="text">
                      {t('settings.secret', { setting: `Sources:${s.id}:Secrets:0` })}
                    </Text>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Sheet>
  );
}

function Key() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  return (
    <Sheet title={t('settings.key')}>
      <Button
        variant="default"
        onClick={() => {
          apiKey.forget();
          queries.clear();
          window.location.assign('/');
        }}
      >
        {t('settings.forget')}
      </Button>
    </Sheet>
  );
}
