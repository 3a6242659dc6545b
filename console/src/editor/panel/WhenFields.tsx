import { useTranslation } from 'react-i18next';
import { change } from '../model/actions';
import { pathOf, type Step } from '../model/journey';
import { textOf } from '../words';
import type { Edit } from '../text/json';
import { Choice, NumberField, Row, TextField } from './fields';
import { lengthOf, lengthText, type Length } from './times';

const clock = /^([01]\d|2[0-3]):[0-5]\d$/;

/** When a step is due. */
export function WhenFields({ step, onEdit }: { step: Step; onEdit: (...edits: Edit[]) => void }) {
  const { t: e } = useTranslation('editor');
  const path = pathOf(step);
  const after = lengthOf(textOf(step.says['after']));
  const mode = step.says['after'] === undefined ? 'atOnce' : (after?.kind ?? 'other');
  const hasAt = 'at' in step.says;
  const set = (length: Length) => onEdit(change(path, 'after', lengthText(length)));
  const choose = (next: string) => {
    const withoutAt = hasAt ? [change(path, 'at', undefined)] : [];
    if (next === 'atOnce') {
      onEdit(...withoutAt, change(path, 'after', undefined));
    } else if (next === 'exactly') {
      onEdit(...withoutAt, change(path, 'after', 'PT2H'));
    } else if (next === 'days') {
      onEdit(change(path, 'after', '1d'));
    }
  };
  const modes = [...(step.kind === 'wait' ? [] : [['atOnce', e('when.atOnce')] as const]), ['days', e('when.days')] as const, ['exactly', e('when.exactly')] as const];
  return (
    <>
      <Choice label={e('when.label')} value={mode} options={modes} onChoose={choose} />
      {after?.kind === 'days' && (
        <Row>
          <NumberField label={e('when.count')} hint={e('when.countHint')} value={after.days} required onWrite={days => set({ kind: 'days', days: days ?? 0 })} />
          <TextField label={e('when.at')} hint={e('when.atHint')} value={textOf(step.says['at'])} wrong={time => (clock.test(time) ? null : e('when.atWrong'))} onWrite={time => (time !== undefined || hasAt) && onEdit(change(path, 'at', time))} />
        </Row>
      )}
      {after?.kind === 'exactly' && (
        <Row>
          <NumberField label={e('when.hours')} value={after.hours} max={8760} required onWrite={hours => set({ ...after, hours: hours ?? 0 })} />
          <NumberField label={e('when.minutes')} value={after.minutes} max={59} required onWrite={minutes => set({ ...after, minutes: minutes ?? 0 })} />
        </Row>
      )}
    </>
  );
}
