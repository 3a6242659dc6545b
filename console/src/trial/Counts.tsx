import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FigureTable } from '../charts/Chart';
import { Sheet } from '../parts/Sheet';
import { useFormats, useReason } from '../parts/words';
import { beside, signed, triedOf, type Beside, type Sides } from './figures';
import type { Names } from './names';

/** What each step sends, and what does not go and why.
 *  @param journey null for all. */
export function Counts({ of, names, journey }: { of: Sides; names: Names; journey: string | null }) {
  const { t } = useTranslation('trial');
  const { t: shell } = useTranslation();
  const reason = useReason();
  const isShown = (row: { journey: string }) => journey === null || row.journey === journey;
  const inOrder = <T extends { journey: string; step: string }>(rows: Beside<T>[]) =>
    rows.sort((a, b) => names.journey(a.row.journey).localeCompare(names.journey(b.row.journey)) || orderOf(names.place(a.row.journey, a.row.step), names.place(b.row.journey, b.row.step)));
  const steps = inOrder(beside(of, item => item.perStep.filter(isShown), s => `${s.journey}|${s.step}|${s.channel}`));
  const unsent = inOrder(beside(of, item => item.unsent.filter(isShown), u => `${u.journey}|${u.step}|${u.state}|${u.reason}`));
  const first = (row: { journey: string; step: string }) => (journey === null ? [names.journey(row.journey), names.step(row.journey, row.step)] : [names.step(row.journey, row.step)]);
  const columns = journey === null ? [t('columns.journey'), t('columns.step')] : [t('columns.step')];
  const why = (state: Parameters<typeof stateKey>[0], of: string) => (of === '' ? t('waiting') : `${shell(stateKey(state))}: ${reason(of)}`);
  return (
    <>
      <Sheet title={t('steps')}>
        {steps.length === 0 ? (
          <Text>{t('stepsNone')}</Text>
        ) : (
          <Besides of={of} title={t('steps')} columns={[...columns, t('columns.channel')]} rows={steps} cells={row => [...first(row), shell(`channel.${row.channel}`)]} />
        )}
      </Sheet>
      <Sheet title={t('unsent')}>
        {unsent.length === 0 ? (
          <Text>{t('unsentNone')}</Text>
        ) : (
          <Besides of={of} title={t('unsent')} columns={[...columns, t('columns.reason')]} rows={unsent} cells={row => [...first(row), why(row.state, row.reason)]} />
        )}
      </Sheet>
    </>
  );
}

/** Two that are gone stay as they were. */
function orderOf(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

function stateKey<S extends 'planned' | 'claimed' | 'sent' | 'withheld' | 'failed' | 'expired' | 'held'>(state: S): `sendState.${S}` {
  return `sendState.${state}`;
}

function Besides<T>({ of, title, columns, rows, cells }: { of: Sides; title: string; columns: readonly string[]; rows: readonly Beside<T>[]; cells: (row: T) => string[] }) {
  const { t } = useTranslation('trial');
  const formats = useFormats();
  const tried = triedOf(of);
  return (
    <FigureTable
      title={title}
      table={{
        columns: [...columns, ...tried.map(side => t(`side.${side}`)), ...(tried.length === 2 ? [t('difference')] : [])],
        rows: rows.map(({ row, counts }) => [...cells(row), ...tried.map(side => formats.count(counts[side])), ...(tried.length === 2 ? [signed(counts.drafts - counts.published, formats.count)] : [])]),
      }}
      words={columns.length}
    />
  );
}
