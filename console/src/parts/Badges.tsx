import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ranksQuery } from '../api/queries';
import type { Schemas } from '../api/client';
import { Icon, type IconName } from './Icon';
import { useSay } from './words';
import classes from './parts.module.css';

/** Where a rank stands in its model, as steps: the more are filled, the higher. */
export function RankMark({ position, count }: { position: number; count: number }) {
  return (
    <span className={classes.rankMark} aria-hidden="true">
      {Array.from({ length: count }, (_, step) => (
        <i key={step} data-on={step < count - position ? '' : undefined} style={{ height: 5 + (step * 9) / Math.max(1, count - 1) }} />
      ))}
    </span>
  );
}

/** A held rank with its half. */
export function RankBadge({ rank }: { rank: Pick<Schemas['CustomerRank'], 'model' | 'rank' | 'name' | 'lapsed'> }) {
  const { t } = useTranslation();
  const say = useSay();
  const ranks = useQuery(ranksQuery).data?.models.find(m => m.id === rank.model)?.ranks ?? [];
  const position = ranks.findIndex(r => r.id === rank.rank);
  return (
    <span className={classes.rank} data-lapsed={rank.lapsed ? '' : undefined}>
      {position >= 0 && <RankMark position={position} count={ranks.length} />}
      {say(rank.name)}
      {rank.lapsed && <span className={classes.lapsed}>{t('half.lapsed')}</span>}
    </span>
  );
}

const tones: Record<Schemas['SendState'], 'good' | 'wait' | 'quiet' | 'bad'> = {
  planned: 'wait',
  claimed: 'wait',
  sent: 'good',
  withheld: 'quiet',
  failed: 'bad',
  expired: 'quiet',
  held: 'bad',
};

/** How far a message has come: shape and word, not color alone. */
export function StateBadge({ state }: { state: Schemas['SendState'] }) {
  const { t } = useTranslation();
  return (
    <span className={classes.state} title={t(`sendStateHint.${state}`)}>
      <span className={classes.dot} data-tone={tones[state]} aria-hidden="true" />
      {t(`sendState.${state}`)}
    </span>
  );
}

const channelIcons: Record<Schemas['Channel'], IconName> = { email: 'mail', line: 'line', webhook: 'plug' };

export function ChannelLabel({ channel }: { channel: Schemas['Channel'] }) {
  const { t } = useTranslation();
  return (
    <span className={classes.channel}>
      <Icon name={channelIcons[channel]} size={17} />
      {t(`channel.${channel}`)}
    </span>
  );
}
