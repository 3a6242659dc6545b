import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Choice, TextField } from '../editor/panel/fields';
import { amounts, figures, numbers, numberText, signs, truths, withSubject, type Condition, type Figure } from './model';
import classes from './ranks.module.css';

/** One condition: what, how, beside what. One that is written in another way is changed as it is written. */
export function ConditionFields({ condition, onWrite, onRemove }: { condition: Condition; onWrite: (condition: Condition) => void; onRemove: (() => void) | null }) {
  const { t } = useTranslation('ranks');
  const away = (
    <Button variant="subtle" size="compact-xs" color="shu" disabled={onRemove === null} onClick={() => onRemove?.()} aria-label={t('removeCondition')}>
      {t('remove')}
    </Button>
  );
  if (condition.kind === 'other') {
    return (
      <div className={classes.condition}>
        <TextField label={t('asWritten')} value={condition.text} required onWrite={text => text !== undefined && onWrite({ kind: 'other', text })} />
        {away}
      </div>
    );
  }
  const known = [...numbers, ...truths].map(fact => [fact as string, t(`facts.${fact}`)] as const);
  return (
    <div className={classes.condition}>
      <Choice label={t('fact')} value={condition.subject} options={known} onChoose={subject => onWrite(withSubject(condition, subject))} />
      {condition.kind === 'truth' ? (
        <Choice label={t('truth')} value={String(condition.value !== (condition.sign === '!='))} options={[['true', t('yes')], ['false', t('no')]]} onChoose={value => onWrite({ ...condition, sign: '=', value: value === 'true' })} />
      ) : (
        <>
          <TextField label={t('value')} value={condition.value} required wrong={text => (numberText(text) === null ? t('valueWrong') : null)} onWrite={text => text !== undefined && onWrite({ ...condition, value: numberText(text)! })} />
          {(amounts.includes(condition.subject) || condition.figure !== null) && (
            <Choice<Figure | 'plain'> label={t('unit')} value={condition.figure ?? 'plain'} options={[['plain', t('plainAmount')], ...figures.map(figure => [figure, t(`figures.${figure === 'shop.averageOrderValue' ? 'order' : 'customer'}`)] as const)]} onChoose={figure => onWrite({ ...condition, figure: figure === 'plain' ? null : figure })} />
          )}
          <Choice label={t('sign')} value={condition.sign} options={signs.map(sign => [sign, t(`signs.${signNames[sign]}`)] as const)} onChoose={sign => onWrite({ ...condition, sign })} />
        </>
      )}
      {away}
    </div>
  );
}

const signNames = { '>=': 'atLeast', '>': 'more', '<=': 'atMost', '<': 'less', '=': 'equal', '!=': 'not' } as const;
