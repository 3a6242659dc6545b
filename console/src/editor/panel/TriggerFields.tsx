import { TagsInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSay } from '../../parts/words';
import { change } from '../model/actions';
import type { Journey } from '../model/journey';
import { isMap, type Json, type JsonMap } from '../text/json';
import { listOf, nthText, textOf, useModel } from '../words';
import { BroadcastFields } from './BroadcastFields';
import { Choice, NumberField, TextField } from './fields';
import type { OnEdit } from './StepPanel';
import { lengthOf } from './times';

export type TriggerType = 'order' | 'rank-changed' | 'registered' | 'lapsed' | 'event' | 'line-friend-added' | 'birthday' | 'anniversary' | 'before-lapse' | 'broadcast';

/** What each kind of trigger begins with. A broadcast is a file of another kind, and stays one. */
export const beginnings: Record<Exclude<TriggerType, 'broadcast'>, JsonMap> = {
  order: { type: 'order', nth: 1 },
  registered: { type: 'registered' },
  'rank-changed': { type: 'rank-changed', direction: 'up' },
  lapsed: { type: 'lapsed', days: 90 },
  birthday: { type: 'birthday' },
  anniversary: { type: 'anniversary' },
  'before-lapse': { type: 'before-lapse', before: '30d' },
  event: { type: 'event', event: 'survey' },
  'line-friend-added': { type: 'line-friend-added' },
};

const counts = ['every', '1', '2', '3', '2+', '3+'] as const;

export function TriggerFields({ journey, onEdit }: { journey: Journey; onEdit: OnEdit }) {
  const { t } = useTranslation();
  const { t: e } = useTranslation('editor');
  const trigger = isMap(journey.says['trigger']) ? journey.says['trigger'] : {};
  const type = textOf(trigger['type']) as TriggerType;
  const types = (type === 'broadcast' ? (['broadcast'] as const) : (Object.keys(beginnings) as Exclude<TriggerType, 'broadcast'>[])).map(key => [key, t(`journeys.trigger.${key}`)] as const);
  return (
    <>
      <Choice<TriggerType> label={e('trigger')} value={type} options={types} onChoose={next => next !== 'broadcast' && onEdit(change([], 'trigger', beginnings[next]))} />
      <More type={type} trigger={trigger} journey={journey} set={(key, value) => (value !== undefined || key in trigger) && onEdit(change(['trigger'], key, value))} />
    </>
  );
}

function More({ type, trigger, journey, set }: { type: TriggerType; trigger: JsonMap; journey: Journey; set: (key: string, value: Json | undefined) => void }) {
  const { t: e } = useTranslation('editor');
  const before = lengthOf(textOf(trigger['before']));
  const days = before?.kind === 'days' ? before.days : null;
  switch (type) {
    case 'order':
      return (
        <>
          <Choice label={e('nth')} value={textOf(trigger['nth']) || 'every'} options={counts.map(nth => [nth, nthText(nth, e)] as const)} onChoose={nth => set('nth', /^\d+$/.test(nth) ? Number(nth) : nth)} />
          <TagsInput label={e('sku')} description={e('skuHint')} value={listOf(trigger['sku'])} onChange={skus => set('sku', skus.length === 0 ? undefined : skus)} />
        </>
      );
    case 'lapsed':
      return <NumberField label={e('lapsedDays')} value={Number(trigger['days'] ?? 90)} min={1} required onWrite={value => set('days', value)} />;
    case 'event':
      return <TextField label={e('waitFor.name')} value={textOf(trigger['event'])} required onWrite={value => set('event', value)} />;
    case 'rank-changed':
      return <RankChange trigger={trigger} journey={journey} set={set} />;
    case 'birthday':
      return (
        <>
          <Choice label={e('birthdayOn')} value={trigger['on'] === 'month' ? 'month' : 'day'} options={[['day', e('birthdayOns.day')], ['month', e('birthdayOns.month')]]} onChoose={on => set('on', on)} />
          {trigger['on'] === 'month' ? (
            <NumberField label={e('monthDay')} value={Number(trigger['day'] ?? 1)} min={1} max={28} required onWrite={value => set('day', value)} />
          ) : (
            <NumberField label={e('before')} value={days} max={180} onWrite={value => set('before', value === undefined ? undefined : `${value}d`)} />
          )}
        </>
      );
    case 'anniversary':
    case 'before-lapse':
      return <NumberField label={e('before')} value={days} max={type === 'anniversary' ? 180 : 3650} required={type === 'before-lapse'} onWrite={value => set('before', value === undefined ? undefined : `${value}d`)} />;
    case 'broadcast':
      return <BroadcastFields trigger={trigger} set={set} />;
    default:
      return null;
  }
}

function RankChange({ trigger, journey, set }: { trigger: JsonMap; journey: Journey; set: (key: string, value: Json | undefined) => void }) {
  const { t: e } = useTranslation('editor');
  const say = useSay();
  const ranks = useModel(journey)(trigger['model'])?.ranks ?? [];
  const options = [['', e('branch.anyHalf')] as const, ...ranks.map(r => [r.id, say(r.name)] as const)];
  return (
    <>
      <Choice label={e('direction')} value={textOf(trigger['direction']) || 'any'} options={(['any', 'up', 'down'] as const).map(d => [d, e(`directions.${d}`)] as const)} onChoose={d => set('direction', d)} />
      {(['from', 'to'] as const).map(key => (
        <Choice key={key} label={e(key)} value={listOf(trigger[key]).join(',')} options={options} onChoose={rank => set(key, rank === '' ? undefined : rank.split(','))} />
      ))}
    </>
  );
}
