import { Divider, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { certificatesQuery, dayQuery, shopQuery } from '../../api/queries';
import type { Schemas } from '../../api/client';
import { ChannelLabel } from '../../parts/Badges';
import { Icon } from '../../parts/Icon';
import { LinkButton } from '../../parts/LinkButton';
import { Loaded } from '../../parts/Loaded';
import { Sheet } from '../../parts/Sheet';
import { useFormats } from '../../parts/words';
import classes from './home.module.css';

type Tone = 'good' | 'wait' | 'bad';

/** Today's messages and whether all of them are settled, and the proof of the days before. */
export function Today() {
  const { t } = useTranslation();
  const shop = useQuery(shopQuery);
  return (
    <Sheet title={t('home.today.title')}>
      <Loaded query={shop}>{({ today }) => <OfDay today={today} />}</Loaded>
      <Divider my="md" color="var(--line)" />
      <Proof />
    </Sheet>
  );
}

function OfDay({ today }: { today: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <Loaded query={useQuery(dayQuery(today))}>
      {day => {
        const waiting = day.due - day.settled - day.held;
        const tone: Tone = day.held > 0 ? 'bad' : waiting > 0 ? 'wait' : 'good';
        return (
          <>
            <Group gap="md" wrap="nowrap" align="center">
              <Light tone={tone} />
              <div>
                <Text className={classes.verdict}>
                  {day.due === 0 ? t('home.today.none') : day.held > 0 ? t('home.today.held', { count: day.held }) : waiting > 0 ? t('home.today.waiting', { count: waiting }) : t('home.today.allSettled')}
                </Text>
                <Text size="sm" c="dimmed">
                  {day.due > 0 && `${t('home.today.settled', { due: day.due, settled: day.settled })}　`}
                  {t('common.asOf', { time: formats.time(day.countedAt) })}
                </Text>
              </div>
            </Group>
            {day.due > 0 && (
              <div className={classes.progress} aria-hidden="true">
                <i style={{ width: `${(day.settled / day.due) * 100}%` }} />
                <i data-held="" style={{ width: `${(day.held / day.due) * 100}%` }} />
              </div>
            )}
            {day.carried > 0 && <Text size="sm">{t('home.today.carried', { count: day.carried })}</Text>}
            {day.due > 0 && <Counts counts={day.counts} />}
            <Text size="xs" c="dimmed" mt="sm">
              {t('home.today.explain')}
            </Text>
            <LinkButton to="/sends" search={{ day: today }} mt={4}>
              {t('home.today.open')}
            </LinkButton>
          </>
        );
      }}
    </Loaded>
  );
}

const groups = [
  { key: 'sent', states: ['sent'] },
  { key: 'withheld', states: ['withheld', 'failed', 'expired'] },
  { key: 'planned', states: ['planned', 'claimed'] },
  { key: 'held', states: ['held'] },
] as const satisfies readonly { key: Schemas['SendState']; states: readonly Schemas['SendState'][] }[];

function Counts({ counts }: { counts: readonly Schemas['DayCount'][] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const sum = (channel: Schemas['Channel'] | null, states: readonly Schemas['SendState'][]) =>
    counts.filter(c => (channel === null || c.channel === channel) && states.includes(c.state)).reduce((all, c) => all + c.count, 0);
  const channels = (['email', 'line', 'webhook'] as const).filter(channel => counts.some(c => c.channel === channel));
  const shown = groups.filter(g => g.key !== 'held' || sum(null, g.states) > 0);
  return (
    <table className={classes.counts}>
      <thead>
        <tr>
          <th scope="col">{t('home.today.byChannel')}</th>
          {shown.map(g => (
            <th scope="col" key={g.key}>
              {t(`sendState.${g.key}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {channels.map(channel => (
          <tr key={channel}>
            <th scope="row">
              <ChannelLabel channel={channel} />
            </th>
            {shown.map(g => (
              <td key={g.key}>{formats.count(sum(channel, g.states))}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Proof() {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <Loaded query={useQuery(certificatesQuery(null, 30))} rows={2}>
      {page => {
        const last = page.items[0];
        const isWhole = page.items.every(i => i.fault === null && i.certificate?.holds === true);
        return (
          <Group gap="md" wrap="nowrap">
            <Light tone={last === undefined ? 'wait' : isWhole ? 'good' : 'bad'} isSeal />
            <div style={{ flex: 1 }}>
              <Text fw={650}>{last === undefined ? t('home.certificate.none') : isWhole ? t('home.certificate.whole') : t('home.certificate.broken')}</Text>
              <Text size="sm" c="dimmed">
                {last?.certificate ? t('home.certificate.last', { day: formats.day(last.certificate.date) }) : t('home.certificate.title')}
              </Text>
            </div>
            <LinkButton to="/certificates">
              {t('home.certificate.open')}
            </LinkButton>
          </Group>
        );
      }}
    </Loaded>
  );
}

function Light({ tone, isSeal = false }: { tone: Tone; isSeal?: boolean }) {
  return (
    <span className={classes.light} data-tone={tone}>
      <Icon name={tone === 'bad' ? 'alert' : isSeal ? 'seal' : tone === 'wait' ? 'wait' : 'check'} size={30} />
    </span>
  );
}
