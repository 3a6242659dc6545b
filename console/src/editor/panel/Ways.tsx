import { Button, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from '../editor.module.css';
import { armRemoval, change, newArm } from '../model/actions';
import { pathOf, type Arm, type Journey, type Step } from '../model/journey';
import { isMap, type Edit } from '../text/json';
import { listOf, textOf, type Words } from '../words';
import { NumberField, TextField } from './fields';
import { RankFields } from './RankFields';

/** The ways of a branch, or the arms of a test. */
export function Ways({ journey, step, words, onEdit }: { journey: Journey; step: Step; words: Words; onEdit: (...edits: Edit[]) => void }) {
  const { t: e } = useTranslation('editor');
  const isSplit = step.kind === 'split';
  const hasOtherwise = step.arms.some(arm => arm.kind === 'otherwise');
  const armsMax = 10;
  return (
    <Stack gap="sm">
      {step.arms.map((arm, number) => (
        <section key={`${number}:${arm.kind}`} className={classes.way} aria-label={words.arm(step, arm, number)}>
          <Text fw={600}>{words.arm(step, arm, number)}</Text>
          {arm.kind === 'when' && <When journey={journey} arm={arm} onEdit={onEdit} />}
          {isSplit && <Weight arm={arm} onEdit={onEdit} />}
          {step.arms.length > 1 && (
            <Button variant="subtle" color="shu" size="compact-sm" justify="flex-start" onClick={() => onEdit(armRemoval(step, number))}>
              {e(isSplit ? 'split.remove' : 'branch.remove')}
              {arm.steps.length > 0 && e('bracket', { text: e('branch.removeText') })}
            </Button>
          )}
        </section>
      ))}
      {step.arms.length < armsMax && (
        <Button variant="default" onClick={() => onEdit(newArm(journey, step))}>
          {e(isSplit ? 'split.add' : 'branch.add')}
        </Button>
      )}
      {!isSplit && !hasOtherwise && (
        <Button variant="default" onClick={() => onEdit({ kind: 'insert', list: [...pathOf(step), 'branch'], at: step.arms.length, item: { otherwise: true, steps: [] } })}>
          {e('branch.addOtherwise')}
        </Button>
      )}
    </Stack>
  );
}

function When({ journey, arm, onEdit }: { journey: Journey; arm: Arm; onEdit: (...edits: Edit[]) => void }) {
  const { t: e } = useTranslation('editor');
  const path = arm.list.slice(0, -1);
  const when = isMap(arm.says['when']) ? arm.says['when'] : {};
  const facts = listOf(when['fact']);
  return (
    <>
      <RankFields journey={journey} label={e('branch.ranks')} says={when} ranks="rank" onWrite={says => onEdit(change(path, 'when', says))} />
      <TextField
        label={e('branch.facts')}
        hint={e('branch.factsHint')}
        lines
        value={facts.join('\n')}
        onWrite={text => {
          const { fact: _, ...others } = when;
          const lines = (text ?? '').split('\n').map(line => line.trim()).filter(line => line !== '');
          onEdit(change(path, 'when', lines.length === 0 ? others : { ...others, fact: lines }));
        }}
      />
    </>
  );
}

function Weight({ arm, onEdit }: { arm: Arm; onEdit: (...edits: Edit[]) => void }) {
  const { t: e } = useTranslation('editor');
  const path = arm.list.slice(0, -1);
  const weight = Number(textOf(arm.says['weight']) || 1);
  return Number.isInteger(weight) ? <NumberField label={e('split.weight')} value={weight} max={1_000_000} onWrite={next => (next !== undefined || 'weight' in arm.says) && onEdit(change(path, 'weight', next))} /> : <TextField label={e('split.weight')} value={String(weight)} wrong={text => (Number(text) >= 0 ? null : e('split.weight'))} onWrite={text => text !== undefined && onEdit(change(path, 'weight', Number(text)))} />;
}
