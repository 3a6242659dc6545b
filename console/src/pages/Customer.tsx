import { Alert, Anchor, Grid, Stack, Tabs, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { customerQuery } from '../api/queries';
import type { Schemas } from '../api/client';
import type { CustomerTab } from '../app/router';
import { RankBadge } from '../parts/Badges';
import { Facts } from '../parts/Facts';
import { Icon } from '../parts/Icon';
import { Loaded } from '../parts/Loaded';
import { PageFrame, Sheet } from '../parts/Sheet';
import { useFormats } from '../parts/words';
import { Acts } from './customer/acts/Acts';
import { Consents } from './customer/Consents';
import { CustomerSends } from './customer/CustomerSends';
import { Orders } from './customer/Orders';
import { RankProof } from './customer/RankProof';
import { Timeline } from './customer/Timeline';

const route = getRouteApi('/customers/$id');
const tabs: readonly CustomerTab[] = ['timeline', 'orders', 'sends', 'consents'];

export function CustomerPage() {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const { tab = 'timeline' } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(customerQuery(id));
  const name = query.data?.erasedAt != null ? t('customers.erased') : (query.data?.name ?? t('customers.nameless'));
  return (
    <PageFrame
      back={
        <Anchor component={Link} to="/customers" size="sm">
          <Icon name="left" size={14} style={{ verticalAlign: '-2px' }} /> {t('customer.back')}
        </Anchor>
      }
      title={query.data ? <span lang={query.data.name === null ? undefined : 'ja'}>{name}</span> : t('customers.title')}
      lead={query.data?.kana ?? undefined}
    >
      <Loaded query={query} rows={10}>
        {customer => (
          <>
            {customer.erasedAt !== null && <Erased at={customer.erasedAt} />}
            <Grid gap={20}>
              <Grid.Col span={{ base: 12, lg: 4 }} order={{ base: 1, lg: 2 }}>
                <Stack gap={20}>
                  <Profile customer={customer} />
                  <Acts customer={customer} />
                </Stack>
              </Grid.Col>
              <Grid.Col span={{ base: 12, lg: 8 }} order={{ base: 2, lg: 1 }}>
                <RankProof id={id} ranks={customer.ranks} />
                <Tabs value={tab} onChange={next => void navigate({ search: next === null || next === 'timeline' ? {} : { tab: next as CustomerTab } })} keepMounted={false} mt={20}>
                  <Tabs.List>
                    {tabs.map(one => (
                      <Tabs.Tab key={one} value={one}>
                        {t(`customer.tabs.${one}`)}
                      </Tabs.Tab>
                    ))}
                  </Tabs.List>
                  <Tabs.Panel value="timeline" pt={20}>
                    <Timeline id={id} />
                  </Tabs.Panel>
                  <Tabs.Panel value="orders" pt={20}>
                    <Orders id={id} />
                  </Tabs.Panel>
                  <Tabs.Panel value="sends" pt={20}>
                    <CustomerSends id={id} />
                  </Tabs.Panel>
                  <Tabs.Panel value="consents" pt={20}>
                    <Consents id={id} />
                  </Tabs.Panel>
                </Tabs>
              </Grid.Col>
            </Grid>
          </>
        )}
      </Loaded>
    </PageFrame>
  );
}

function Erased({ at }: { at: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <Alert color="gray" variant="outline" title={t('customer.erasedTitle')}>
      {t('customer.erasedText', { day: formats.day(formats.dayOf(at)) })}
    </Alert>
  );
}

function Profile({ customer: c }: { customer: Schemas['CustomerProfile'] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const rank = c.ranks[0];
  return (
    <Sheet>
      {rank && (
        <Text component="div" mb="md" fw={600}>
          <RankBadge rank={rank} />
        </Text>
      )}
      <Facts
        facts={[
          rank !== undefined && [t('customer.facts.orders'), t('common.times', { count: rank.orderCount })],
          rank !== undefined && [t('customer.facts.total'), formats.money(rank.total)],
          rank?.firstOrderOn != null && [t('customer.facts.first'), formats.day(rank.firstOrderOn)],
          rank?.lastOrderOn != null && [t('customer.facts.last'), formats.day(rank.lastOrderOn)],
          c.email !== null && [t('customer.facts.email'), c.email],
          c.phone !== null && [t('customer.facts.phone'), c.phone],
          c.lineUserId !== null && [t('customer.facts.line'), t('customer.lineFriend')],
          c.birthday !== null && [t('customer.facts.birthday'), birthdayText(c.birthday, t)],
          c.postalCode !== null && [t('customer.facts.postal'), c.postalCode],
          c.registeredAt !== null && [t('customer.facts.registered'), formats.day(formats.dayOf(c.registeredAt))],
          c.tags.length > 0 && [t('customer.facts.tags'), c.tags.join('、')],
          ...Object.entries(c.attributes).map(([name, value]) => [name, value] as const),
          [t('customer.facts.id'), <Text key="id" size="xs" c="dimmed" ff="monospace" component="span">{c.customerId}</Text>],
        ]}
      />
    </Sheet>
  );
}

/** As 1985-04-12, or as --04-12 without the year. */
function birthdayText(birthday: string, t: TFunction<'translation'>): string {
  const [day, month, year] = birthday.split('-').reverse();
  const values = { day: Number(day), month: Number(month) };
  return year ? t('customer.birthdayWithYear', { ...values, year: Number(year) }) : t('customer.birthdayValue', values);
}
