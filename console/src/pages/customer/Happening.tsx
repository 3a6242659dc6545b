import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { useJourneyNames, usePlans, useRankNames } from '../../api/queries';
import { Icon, type IconName } from '../../parts/Icon';
import { useFormats, useReason, useSay } from '../../parts/words';
import classes from './customer.module.css';
import { journeyOf } from './Timeline';

type Item = Schemas['TimelineItem'];

const icons: Record<Schemas['TimelineKind'], IconName> = {
  order: 'order',
  refund: 'order',
  event: 'people',
  consent: 'check',
  'rank-move': 'ranks',
  enrollment: 'journey',
  choice: 'branch',
  send: 'mail',
  delivery: 'mail',
  goal: 'flag',
  end: 'exit',
  note: 'hand',
};

const quiet = new Set(['Withheld', 'Expired', 'Planned']);
const bad = new Set(['Failed', 'Held', 'Bounced', 'Blocked', 'Dropped', 'Complained']);

/** One line of a customer's life, with its reason. */
export function Happening({ item, titles, onShow }: { item: Item; titles: (messageId: string) => string; onShow: (item: Item) => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const icon = item.kind === 'send' && item.channel === 'line' ? 'line' : item.kind === 'send' && item.what === 'Planned' ? 'wait' : icons[item.kind];
  const tone = bad.has(item.what) ? 'bad' : quiet.has(item.what) || item.kind === 'end' ? 'quiet' : undefined;
  return (
    <li className={classes.event} data-tone={tone}>
      <span className={classes.mark}>
        <Icon name={icon} size={16} />
      </span>
      <Text size="sm" component="div">
        <Text span size="xs" c="dimmed" mr="sm">
          {formats.time(item.at)}　{t(`timeline.kind.${item.kind}`)}
        </Text>
        <Words item={item} titles={titles} onShow={onShow} />
      </Text>
    </li>
  );
}

function Words({ item, titles, onShow }: { item: Item; titles: (messageId: string) => string; onShow: (item: Item) => void }) {
  const { t, i18n } = useTranslation();
  const say = useSay();
  const reason = useReason();
  const names = useJourneyNames();
  const ranks = useRankNames();
  const journey = say(names(journeyOf(item)));
  const plan = usePlans(item.kind === 'choice' ? [journeyOf(item)] : []).get(journeyOf(item));
  switch (item.kind) {
    case 'enrollment':
      return <>{t('timeline.entered', { journey })}</>;
    case 'choice': {
      const arm = plan?.steps.find(s => s.id === item.stepId)?.arms[Number(item.what.replace('Arm', '')) - 1];
      return arm ? (
        <>
          「{say(arm)}」
          <Dim text={journey} />
        </>
      ) : (
        <>{say(item.text)}</>
      );
    }
    case 'rank-move': {
      const key = `timeline.moved.${item.reason ?? ''}`;
      return (
        <>
          {item.what
            .split(' → ')
            .map(rank => say(ranks(item.subject ?? '', rank)))
            .join(' → ')}
          {item.reason !== null && <Dim text={i18n.exists(key) ? t(key as 'timeline.moved.Purchase') : item.reason} />}
        </>
      );
    }
    case 'note':
      return <Note item={item} journey={say(names(item.subject ?? ''))} />;
    case 'goal':
      return <>{t('timeline.reached', { journey })}</>;
    case 'end': {
      const key = `timeline.end.${item.reason ?? ''}`;
      return (
        <>
          {t('timeline.ended', { journey })}
          {item.reason !== null && <Dim text={i18n.exists(key) ? t(key as 'timeline.end.Completed') : item.reason} />}
        </>
      );
    }
    case 'send': {
      const title = titles(item.subject ?? '');
      const key = `timeline.send.${item.what}`;
      return (
        <>
          {i18n.exists(key) ? t(key as 'timeline.send.Sent') : item.what}{' '}
          {item.what === 'Planned' || item.what === 'Withheld' ? (
            <span lang="ja">「{title}」</span>
          ) : (
            <button type="button" className={classes.link} onClick={() => onShow(item)} lang="ja">
              {title}
            </button>
          )}
          <Dim text={[item.channel === null ? '' : t(`channel.${item.channel}`), journey, item.reason === null ? '' : reason(item.reason)].filter(Boolean).join('・')} />
        </>
      );
    }
    default:
      return <>{say(item.text)}</>;
  }
}

/** What a person of the shop wrote, or did and why. */
function Note({ item, journey }: { item: Item; journey: string }) {
  const { t } = useTranslation();
  const channel = item.subject === 'Line' ? 'line' : 'email';
  const did = { Enrolled: t('timeline.note.Enrolled', { journey }), Stopped: t('timeline.note.Stopped', { journey }), Suppressed: t('timeline.note.Suppressed', { channel: t(`channel.${channel}`) }), Lifted: t('timeline.note.Lifted', { channel: t(`channel.${channel}`) }), Exported: t('timeline.note.Exported'), Decided: t('timeline.note.Decided') }[item.what];
  return (
    <>
      {did !== undefined && <>{did}　</>}
      <span style={{ whiteSpace: 'pre-wrap' }}>{item.reason}</span>
      <Dim text={t('timeline.by', { name: item.by ?? '' })} />
    </>
  );
}

function Dim({ text }: { text: string }) {
  return (
    <Text span size="sm" c="dimmed">
      {'　'}
      {text}
    </Text>
  );
}
