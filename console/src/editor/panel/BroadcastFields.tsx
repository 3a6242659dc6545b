import { Checkbox, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { shopQuery } from '../../api/queries';
import type { Json, JsonMap } from '../text/json';
import { textOf } from '../words';
import { NumberField } from './fields';

/** As many as the server takes. */
const countMax = 10_000_000;

/** When a broadcast begins, how fast and for how many, and whether somebody has to approve of it. For whom it is stands in its segment. */
export function BroadcastFields({ trigger, set }: { trigger: JsonMap; set: (key: string, value: Json | undefined) => void }) {
  const { t: e } = useTranslation('editor');
  const { data: shop } = useQuery(shopQuery);
  return (
    <>
      <TextInput type="date" label={e('on')} value={textOf(trigger['on'])} onChange={event => event.currentTarget.value !== '' && set('on', event.currentTarget.value)} />
      <TextInput
        type="time"
        label={e('broadcast.at')}
        description={shop === undefined ? e('broadcast.atHint') : e('broadcast.atHintOf', { time: shop.sending.at })}
        value={textOf(trigger['at'])}
        onChange={event => set('at', event.currentTarget.value === '' ? undefined : event.currentTarget.value.slice(0, 5))}
      />
      {(['perHour', 'max', 'lineMax'] as const).map(key => (
        <NumberField key={key} label={e(`broadcast.${key}`)} hint={e(`broadcast.${key}Hint`)} value={numberOf(trigger[key])} min={1} max={countMax} onWrite={value => set(key, value)} />
      ))}
      <Checkbox label={e('broadcast.approval')} description={e('broadcast.approvalHint')} checked={textOf(trigger['approval']) === 'true'} onChange={event => set('approval', event.currentTarget.checked ? true : undefined)} />
    </>
  );
}

/** What stands in the file where it is a number, also in quotes; null for anything else, which the findings tell. */
function numberOf(value: Json | undefined): number | null {
  const text = textOf(value);
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}
