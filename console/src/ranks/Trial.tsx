import { Alert, Stack, Table, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { Icon } from '../parts/Icon';
import parts from '../parts/parts.module.css';
import { useFormats, useSay } from '../parts/words';
import { Matrix } from './Matrix';
import { movesOfTrial } from './moves';
import classes from './ranks.module.css';

const yardstick = 0.8;

/** What the model would do if it were published now: sizes, shares of revenue, and who would move. */
export function Trial({ trial }: { trial: Schemas['RankTrialBody'] }) {
  const { t } = useTranslation('ranks');
  const formats = useFormats();
  const say = useSay();
  const { before, after } = trial;
  if (before == null || after == null || trial.asOf == null) {
    return (
      <Alert color="shu" variant="outline" icon={<Icon name="alert" />} title={t('faults')}>
        {trial.faults.map((fault, at) => (
          <Text key={at} size="sm">
            {fault.line === null ? fault.message : t('faultLine', { line: fault.line, text: fault.message })}
          </Text>
        ))}
      </Alert>
    );
  }
  return (
    <Stack gap="lg">
      <Text size="sm" c="dimmed">
        {t('asOf', { day: formats.day(trial.asOf), model: say(before.name) })}
      </Text>
      <Best before={before} after={after} />
      <section>
        <Title order={3} size="h4" mb={6}>
          {t('sizes')}
        </Title>
        <Sizes before={before} after={after} />
      </section>
      <section>
        <Title order={3} size="h4" mb={6}>
          {t('who')}
        </Title>
        <Matrix moves={movesOfTrial(trial)} label={t('who')} />
      </section>
      {trial.unread > 0 && <Text size="sm">{t('unread', { count: trial.unread })}</Text>}
      <Text size="xs" c="dimmed">
        {t('source')}
      </Text>
    </Stack>
  );
}

/** The best rank's share of revenue against the yardstick of the trade. */
function Best({ before, after }: { before: Schemas['RankModelBody']; after: Schemas['RankModelBody'] }) {
  const { t } = useTranslation('ranks');
  const formats = useFormats();
  const say = useSay();
  const [now, then] = [before.ranks[0]?.revenueShare ?? 0, after.ranks[0]?.revenueShare ?? 0];
  return (
    <section>
      <Title order={3} size="h4" mb={6}>
        {t('best', { rank: say(after.ranks[0]?.name ?? after.name) })}
      </Title>
      {([['now', now], ['then', then]] as const).map(([which, share]) => (
        <div key={which}>
          <Text size="sm">
            {t(which)} {formats.share(share)} {share >= yardstick ? t('reached') : ''}
          </Text>
          <span className={classes.bar} role="img" aria-label={t('bestLabel', { which: t(which), share: formats.share(share) })}>
            <i style={{ width: `${Math.min(100, share * 100)}%` }} data-then={which === 'then' ? '' : undefined} />
            <b />
          </span>
        </div>
      ))}
      <Text size="xs" c="dimmed" mt={6}>
        {t('yardstick')}
      </Text>
    </section>
  );
}

function Sizes({ before, after }: { before: Schemas['RankModelBody']; after: Schemas['RankModelBody'] }) {
  const { t } = useTranslation('ranks');
  const { t: common } = useTranslation();
  const formats = useFormats();
  const say = useSay();
  const gone = before.ranks.filter(rank => !after.ranks.some(r => r.id === rank.id));
  const halves = (rank: Schemas['RankBody'] | undefined) => (rank === undefined ? '–' : `${formats.count(rank.current ?? 0)}・${formats.count(rank.lapsed ?? 0)}`);
  const share = (rank: Schemas['RankBody'] | undefined) => (rank?.revenueShare == null ? '–' : formats.share(rank.revenueShare));
  return (
    <Table.ScrollContainer minWidth={420}>
      <Table className={`${parts.table} ${classes.sizes}`} aria-label={t('sizes')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('rankName')}</Table.Th>
            <Table.Th className={parts.number}>{`${t('now')} ${common('half.current')}・${common('half.lapsed')}`}</Table.Th>
            <Table.Th className={parts.number}>{`${t('then')} ${common('half.current')}・${common('half.lapsed')}`}</Table.Th>
            <Table.Th className={parts.number}>{t('shareNow')}</Table.Th>
            <Table.Th className={parts.number}>{t('shareThen')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {[...after.ranks, ...gone].map(rank => {
            const [now, then] = [before.ranks.find(r => r.id === rank.id), after.ranks.find(r => r.id === rank.id)];
            return (
              <Table.Tr key={rank.id}>
                <Table.Th scope="row">{say(rank.name)}</Table.Th>
                <Table.Td className={parts.number}>{halves(now)}</Table.Td>
                <Table.Td className={parts.number} fw={halves(now) === halves(then) ? undefined : 700}>
                  {halves(then)}
                </Table.Td>
                <Table.Td className={parts.number}>{share(now)}</Table.Td>
                <Table.Td className={parts.number}>{share(then)}</Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
