import { Grid, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { certificatesQuery, insideQuery, shopQuery, useJourneyNames } from '../api/queries';
import type { Schemas } from '../api/client';
import { DayBars, type DayBar } from '../parts/DayBars';
import { Empty } from '../parts/Empty';
import { LinkButton } from '../parts/LinkButton';
import { Loaded } from '../parts/Loaded';
import { PageFrame, Sheet } from '../parts/Sheet';
import { useFormats, useSay } from '../parts/words';
import { Attention } from './home/Attention';
import { Month } from './home/Month';
import { RankSizes } from './home/RankSizes';
import { Today } from './home/Today';
import classes from './home/home.module.css';

export function Home() {
  const { t } = useTranslation();
  const { data: shop } = useQuery(shopQuery);
  const formats = useFormats();
  return (
    <PageFrame title={t('home.title')} lead={shop ? formats.day(shop.today) : t('home.lead')}>
      <Grid gap={20}>
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <Stack gap={20}>
            <Today />
            <Month />
            <RankSizes />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <Stack gap={20}>
            <Attention />
            <Sends />
            <Inside />
          </Stack>
        </Grid.Col>
      </Grid>
    </PageFrame>
  );
}

function Sends() {
  const { t } = useTranslation();
  const query = useQuery(certificatesQuery(null, 30));
  return (
    <Sheet title={t('home.sends.title')} lead={t('home.sends.lead')}>
      <Loaded query={query}>
        {page => {
          const days = daysOf(page.items);
          return days.length === 0 ? <Empty icon="ledger" title={t('home.certificate.none')}>{t('home.sends.empty')}</Empty> : <DayBars days={days} title={t('home.sends.title')} />;
        }}
      </Loaded>
    </Sheet>
  );
}

/** The last certificate of each day, the earliest day first. */
function daysOf(items: readonly Schemas['CertificateItem'][]): DayBar[] {
  const days = new Map<string, DayBar>();
  for (const { certificate } of items) {
    if (certificate && !days.has(certificate.date)) {
      const bar: DayBar = { date: certificate.date, sent: {}, withheld: 0 };
      for (const sum of certificate.sums) {
        const channel = sum.channel.toLowerCase() as Schemas['Channel'];
        if (sum.state === 'Sent') {
          bar.sent[channel] = (bar.sent[channel] ?? 0) + sum.count;
        } else {
          bar.withheld += sum.count;
        }
      }
      days.set(certificate.date, bar);
    }
  }
  return [...days.values()].sort((a, b) => a.date.localeCompare(b.date));
}

function Inside() {
  const { t } = useTranslation();
  const say = useSay();
  const formats = useFormats();
  const names = useJourneyNames();
  const query = useQuery(insideQuery);
  return (
    <Sheet title={t('home.inside.title')} aside={query.data && <Text size="xs" c="dimmed">{t('common.asOf', { time: formats.time(query.data.countedAt) })}</Text>}>
      <Loaded query={query}>
        {({ counts }) => {
          const byJourney = new Map<string, number>();
          counts.forEach(c => byJourney.set(c.journeyId, (byJourney.get(c.journeyId) ?? 0) + c.inside));
          const rows = [...byJourney].sort((a, b) => b[1] - a[1]);
          if (rows.length === 0) {
            return <Text c="dimmed">{t('home.inside.empty')}</Text>;
          }
          const most = rows[0]![1];
          return (
            <ul className={classes.inside}>
              {rows.map(([id, inside]) => (
                <li key={id}>
                  <Group justify="space-between" gap="xs" wrap="nowrap">
                    <Link to="/journeys/$id" params={{ id }} className={classes.insideLink}>
                      {say(names(id))}
                    </Link>
                    <Text size="sm" className={classes.count}>
                      {t('common.people', { count: inside })}
                    </Text>
                  </Group>
                  <span className={classes.meter} aria-hidden="true">
                    <i style={{ width: `${(inside / most) * 100}%` }} />
                  </span>
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
      <LinkButton to="/journeys" mt="md">
        {t('home.inside.open')}
      </LinkButton>
    </Sheet>
  );
}
