import { Group, SegmentedControl, Select, Text } from '@mantine/core';
import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { journeyQuery, journeysQuery, ranksQuery, useJourneyNames, useMessageTitles } from '../../api/queries';
import { ChannelLabel } from '../../parts/Badges';
import { Empty } from '../../parts/Empty';
import { groupsOf } from '../../parts/groups';
import { Loaded } from '../../parts/Loaded';
import { Sheet } from '../../parts/Sheet';
import { useSay } from '../../parts/words';
import parts from '../../parts/parts.module.css';
import classes from './journey.module.css';
import { admits, sendingsOf } from './plan';

/** What somebody of a rank gets on which day after the trigger, over all journeys. */
export function Schedule() {
  const { t } = useTranslation();
  const say = useSay();
  const ranks = useQuery(ranksQuery);
  const model = ranks.data?.models.find(m => m.isMain);
  const [chosen, setChosen] = useState<string | null>(null);
  const [half, setHalf] = useState<'current' | 'lapsed'>('current');
  const rank = chosen ?? model?.ranks[0]?.id ?? '';
  return (
    <Sheet flush>
      <Group px={20} pb={14} gap="sm" align="flex-end">
        <Select label={t('customers.rank')} data={model?.ranks.map(r => ({ value: r.id, label: say(r.name) })) ?? []} value={rank} onChange={setChosen} allowDeselect={false} w={200} />
        <SegmentedControl aria-label={t('customers.half')} value={half} onChange={value => setHalf(value === 'lapsed' ? 'lapsed' : 'current')} data={(['current', 'lapsed'] as const).map(h => ({ value: h, label: t(`half.${h}`) }))} />
      </Group>
      <Loaded query={ranks}>{() => (model ? <Days model={model.id} rank={rank} half={half} /> : null)}</Loaded>
    </Sheet>
  );
}

function Days({ model, rank, half }: { model: string; rank: string; half: 'current' | 'lapsed' }) {
  const { t } = useTranslation();
  const say = useSay();
  const names = useJourneyNames();
  const journeys = useQuery(journeysQuery);
  const open = (journeys.data ?? []).filter(j => j.state !== 'stopped' && admits(j.gate, model, rank, half));
  const bodies = useQueries({ queries: open.map(j => journeyQuery(j.id)) });
  const titles = useMessageTitles(open.map(j => j.id));
  const sendings = bodies.flatMap(b => (b.data ? sendingsOf(b.data.journey.id, b.data.steps) : [])).sort((a, b) => a.day - b.day || (a.at ?? '').localeCompare(b.at ?? ''));
  const isLoading = journeys.isPending || bodies.some(b => b.isPending);
  if (!isLoading && sendings.length === 0) {
    return (
      <Empty icon="journey" title={t('journeys.scheduleEmpty')}>
        {t('journeys.scheduleEmptyHint')}
      </Empty>
    );
  }
  return (
    <Loaded query={journeys}>
      {() => (
        <table className={classes.schedule}>
          <caption className={parts.hidden}>{t('journeys.schedule')}</caption>
          <tbody>
            {groupsOf(sendings, s => s.day).map(([day, of]) => (
              <tr key={day}>
                <th scope="row">{day === 0 ? t('journey.day0') : t('journey.day', { count: day })}</th>
                <td>
                  <ul className={classes.sendings}>
                    {of.map(s => (
                      <li key={`${s.journeyId} ${s.step.id}`}>
                        <span className={classes.time}>{s.at ?? ''}</span>
                        <div>
                          <Text fw={600} lang="ja">
                            {titles(s.step.messageId ?? '')}
                          </Text>
                          <Text size="sm" c="dimmed" component="div" className={classes.means}>
                            <Link to="/journeys/$id" params={{ id: s.journeyId }}>
                              {say(names(s.journeyId))}
                            </Link>
                            {s.step.channels[0] && <ChannelLabel channel={s.step.channels[0]} />}
                            {s.isSometimes && <span>{t('journeys.sometimes')}</span>}
                          </Text>
                        </div>
                      </li>
                    ))}
                  </ul>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Loaded>
  );
}
