import { Checkbox, Divider, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Finding } from '../draft/server';
import { change } from '../model/actions';
import type { Journey } from '../model/journey';
import { isMap, type Json } from '../text/json';
import { textOf } from '../words';
import { Choice, NumberField, TextField } from './fields';
import { Findings } from './Findings';
import { RankFields } from './RankFields';
import type { OnEdit } from './StepPanel';
import { TriggerFields } from './TriggerFields';
import { lengthOf } from './times';

/** What holds for the whole journey. */
export function JourneyPanel({ journey, findings, onEdit }: { journey: Journey; findings: readonly Finding[]; onEdit: OnEdit }) {
  const { t } = useTranslation();
  const { t: e } = useTranslation('editor');
  const says = journey.says;
  const set = (key: string, value: Json | undefined) => (value !== undefined || key in says) && onEdit(change([], key, value));
  const name = says['name'];
  const isMarketing = textOf(says['purpose']) !== 'transactional';
  return (
    <Stack gap="md">
      <Title order={2} tabIndex={-1} id="panel-title">
        {e('journey')}
      </Title>
      <Findings findings={findings} />
      <TextField label={e('name')} value={isMap(name) ? textOf(name['ja']) : textOf(name)} required onWrite={text => (isMap(name) ? onEdit(change(['name'], 'ja', text)) : set('name', text))} />
      {isMap(name) && <TextField label={e('nameEn')} value={textOf(name['en'])} onWrite={text => (text !== undefined || 'en' in name) && onEdit(change(['name'], 'en', text))} />}
      <TriggerFields journey={journey} onEdit={onEdit} />
      <RankFields journey={journey} label={e('who')} hint={e('whoHint')} says={isMap(says['rank']) ? says['rank'] : {}} ranks="in" onWrite={rank => set('rank', 'in' in rank || 'half' in rank ? rank : undefined)} />
      <Choice label={e('purpose')} value={isMarketing ? 'marketing' : 'transactional'} options={(['marketing', 'transactional'] as const).map(p => [p, t(`journeys.purpose.${p}`)] as const)} onChoose={p => set('purpose', p)} />
      <Divider label={<Text size="sm" c="dimmed" component="span">{e('rules')}</Text>} labelPosition="left" />
      <Choice label={e('reentry')} value={textOf(says['reentry']) || 'per-key'} options={(['per-key', 'once', 'wait', 'restart'] as const).map(r => [r, e(`reentries.${r}`)] as const)} onChoose={r => set('reentry', r)} />
      {isMap(says['rank']) && <Choice label={e('onRankChange')} value={textOf(says['onRankChange']) || 'stay'} options={(['stay', 'move', 'finish-then-move', 'exit'] as const).map(r => [r, e(`onRankChanges.${r}`)] as const)} onChoose={r => set('onRankChange', r)} />}
      <Choice label={e('onNewOrder')} value={textOf(says['onNewOrder']) || 'continue'} options={(['continue', 'restart', 'exit'] as const).map(r => [r, e(`onNewOrders.${r}`)] as const)} onChoose={r => set('onNewOrder', r)} />
      <GoalFields journey={journey} onEdit={onEdit} />
      {isMarketing && <Verification journey={journey} onEdit={onEdit} />}
    </Stack>
  );
}

function GoalFields({ journey, onEdit }: { journey: Journey; onEdit: OnEdit }) {
  const { t: e } = useTranslation('editor');
  const says = journey.says;
  const goal = isMap(says['goal']) ? says['goal'] : null;
  const type = goal === null ? 'none' : goal['type'] === 'event' ? 'event' : 'order';
  const within = lengthOf(textOf(goal?.['within']));
  const choose = (next: 'none' | 'order' | 'event') => {
    if (next === 'none') {
      onEdit(...(says['exitOnGoal'] === undefined ? [] : [change([], 'exitOnGoal', undefined)]), ...(goal === null ? [] : [change([], 'goal', undefined)]));
    } else {
      onEdit(change([], 'goal', { type: next, ...(next === 'event' ? { event: 'survey' } : {}), within: textOf(goal?.['within']) || '30d' }));
    }
  };
  return (
    <>
      <Choice label={e('goal')} value={type} options={[['none', e('noGoal')], ['order', e('waitFor.order')], ['event', e('waitFor.event')]]} onChoose={choose} />
      {type === 'event' && <TextField label={e('waitFor.name')} value={textOf(goal?.['event'])} required onWrite={name => onEdit(change(['goal'], 'event', name))} />}
      {within?.kind === 'days' && <NumberField label={e('within')} value={within.days} min={1} required onWrite={days => onEdit(change(['goal'], 'within', `${days ?? 30}d`))} />}
      {goal !== null && <Checkbox label={e('exitOnGoal')} checked={says['exitOnGoal'] === true} onChange={event => onEdit(change([], 'exitOnGoal', event.currentTarget.checked))} />}
    </>
  );
}

function Verification({ journey, onEdit }: { journey: Journey; onEdit: OnEdit }) {
  const { t: e } = useTranslation('editor');
  const says = journey.says;
  const hypothesis = isMap(says['hypothesis']) ? says['hypothesis'] : null;
  const holdout = typeof says['holdout'] === 'number' ? Math.round(says['holdout'] * 100) : null;
  const set = (key: string, value: Json | undefined) => (value !== undefined || (hypothesis !== null && key in hypothesis)) && onEdit(change(['hypothesis'], key, value));
  const write = (text: string | undefined) =>
    hypothesis === null ? text !== undefined && onEdit(change([], 'hypothesis', { text, metric: 'purchase', checkAfter: '30d' })) : onEdit(text === undefined ? change([], 'hypothesis', undefined) : change(['hypothesis'], 'text', text));
  const checkAfter = lengthOf(textOf(hypothesis?.['checkAfter']) || '30d');
  return (
    <>
      <NumberField label={e('holdout')} hint={e('holdoutHint')} value={holdout} max={90} onWrite={percent => (percent !== undefined || 'holdout' in says) && onEdit(change([], 'holdout', percent === undefined ? undefined : percent / 100))} />
      <TextField label={e('hypothesis')} hint={e('hypothesisHint')} lines value={textOf(hypothesis?.['text'])} onWrite={write} />
      {hypothesis !== null && (
        <>
          <Choice label={e('metric')} value={textOf(hypothesis['metric']) || 'purchase'} options={(['purchase', 'second-purchase', 'repeat', 'revenue', 'margin', 'click'] as const).map(m => [m, e(`metrics.${m}`)] as const)} onChoose={metric => set('metric', metric)} />
          <TextField label={e('expected')} hint={e('expectedHint')} value={textOf(hypothesis['expected'])} wrong={text => (/^\+?[0-9]{1,9}(\.[0-9]{1,4})?(%|pt)?$/.test(text) ? null : e('expectedHint'))} onWrite={text => set('expected', text)} />
          {checkAfter?.kind === 'days' && <NumberField label={e('checkAfter')} value={checkAfter.days} min={1} required onWrite={days => set('checkAfter', `${days ?? 30}d`)} />}
        </>
      )}
    </>
  );
}
