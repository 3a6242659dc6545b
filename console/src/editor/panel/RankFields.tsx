import { Checkbox, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSay } from '../../parts/words';
import type { Journey } from '../model/journey';
import type { JsonMap } from '../text/json';
import { listOf, textOf, useModel } from '../words';
import { Choice } from './fields';

/** Which ranks and which half of them; what else the condition says stays. */
export function RankFields({ journey, label, hint, says, ranks: key, onWrite }: { journey: Journey; label: string; hint?: string; says: JsonMap; ranks: 'rank' | 'in'; onWrite: (says: JsonMap) => void }) {
  const { t } = useTranslation();
  const { t: e } = useTranslation('editor');
  const say = useSay();
  const ranks = useModel(journey)(says['model'])?.ranks ?? [];
  const half = textOf(says['half']);
  const { [key]: _, half: __, ...others } = says;
  const write = (chosen: string[], nextHalf: string) =>
    onWrite({ ...others, ...(chosen.length > 0 ? { [key]: ranks.length > 0 ? ranks.map(r => r.id).filter(id => chosen.includes(id)) : chosen } : {}), ...(nextHalf === 'current' || nextHalf === 'lapsed' ? { half: nextHalf } : {}) });
  return (
    <>
      <Checkbox.Group label={label} description={hint} value={listOf(says[key])} onChange={chosen => write(chosen, half)}>
        <Group gap="xs" mt={6}>
          {ranks.map(rank => (
            <Checkbox key={rank.id} value={rank.id} label={say(rank.name)} />
          ))}
        </Group>
      </Checkbox.Group>
      <Choice
        label={e('half')}
        value={half === 'current' || half === 'lapsed' ? half : 'any'}
        options={[['any', e('branch.anyHalf')], ['current', t('half.current')], ['lapsed', t('half.lapsed')]]}
        onChoose={next => write(listOf(says[key]), next)}
      />
    </>
  );
}
