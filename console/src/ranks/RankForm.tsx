import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { Choice, NumberField, Row, TextField } from '../editor/panel/fields';
import { contentOf } from '../editor/text/file';
import { isMap, type Edit, type Json, type Path } from '../editor/text/json';
import { textOf } from '../editor/words';
import { Icon } from '../parts/Icon';
import { useSay } from '../parts/words';
import { ConditionFields } from './ConditionFields';
import { addCondition, addedRank, modelOf, movedRank, removeCondition, removedRank, setCondition, conditionOf, type ModelFile, type RankRow } from './model';
import classes from './ranks.module.css';

type OnEdit = (...edits: Edit[]) => void;

/** A rank model as a form: the text is the one truth, and every change is an edit of it.
 *  @param read the model as the server reads it, for its sentences; null until it can. */
export function RankForm({ text, read, onEdit }: { text: string; read: Schemas['RankModelBody'] | null; onEdit: OnEdit }) {
  const { t } = useTranslation('ranks');
  const content = contentOf(text);
  const model = content.isWhole ? modelOf(content.value) : null;
  if (model === null) {
    return (
      <Alert color="shu" variant="outline" icon={<Icon name="alert" />}>
        {t('broken')}
      </Alert>
    );
  }
  return (
    <Stack gap="md">
      <Whole model={model} onEdit={onEdit} />
      {model.ranks.map((rank, at) => (
        <RankFields key={rank.id} model={model} rank={rank} at={at} read={read?.ranks.find(r => r.id === rank.id) ?? null} onEdit={onEdit} />
      ))}
    </Stack>
  );
}

/** A name as one text, or in both languages. */
function Name({ label, value, path, onEdit }: { label: string; value: Json | undefined; path: Path; onEdit: OnEdit }) {
  const { t: e } = useTranslation('editor');
  const write = (at: Path) => (text: string | undefined) => text !== undefined && onEdit({ kind: 'set', path: at, value: text });
  return isMap(value) ? (
    <Row>
      <TextField label={label} value={textOf(value['ja'])} required onWrite={write([...path, 'ja'])} />
      <TextField label={e('nameEn')} value={textOf(value['en'])} required onWrite={write([...path, 'en'])} />
    </Row>
  ) : (
    <TextField label={label} value={textOf(value)} required onWrite={write(path)} />
  );
}

function Whole({ model: { says }, onEdit }: { model: ModelFile; onEdit: OnEdit }) {
  const { t } = useTranslation('ranks');
  const { t: e } = useTranslation('editor');
  const demotion = says['demotion'];
  const fall = isMap(demotion) ? 'grace' : textOf(demotion) === 'month-end' ? 'month-end' : 'at-once';
  const set = (key: string, value: Json) => onEdit({ kind: 'set', path: [key], value });
  return (
    <Stack gap="sm">
      <Name label={e('name')} value={says['name']} path={['name']} onEdit={onEdit} />
      <Row>
        <NumberField label={t('lapsedAfter')} hint={t('lapsedAfterHint')} value={Number(says['lapsedAfterDays'] ?? 180)} min={1} required onWrite={days => days !== undefined && set('lapsedAfterDays', days)} />
        <Choice label={t('fall')} value={fall} options={(['at-once', 'month-end', 'grace'] as const).map(each => [each, t(`falls.${each}`)] as const)} onChoose={next => set('demotion', next === 'grace' ? { graceDays: 30 } : next)} />
        {isMap(demotion) && <NumberField label={t('graceDays')} value={Number(demotion['graceDays'] ?? 30)} min={1} required onWrite={days => days !== undefined && set('demotion', { ...demotion, graceDays: days })} />}
      </Row>
      {says['axes'] !== undefined && <Text size="xs" c="dimmed">{t('axesHint')}</Text>}
    </Stack>
  );
}

function RankFields({ model, rank, at, read, onEdit }: { model: ModelFile; rank: RankRow; at: number; read: Schemas['RankBody'] | null; onEdit: OnEdit }) {
  const { t } = useTranslation('ranks');
  const { t: e } = useTranslation('editor');
  const say = useSay();
  const isLast = at === model.ranks.length - 1;
  const name = isMap(rank.says['name']) ? textOf(rank.says['name']['ja']) : textOf(rank.says['name']);
  const [up, down, away] = [movedRank(model, at, -1), movedRank(model, at, 1), removedRank(model, at)];
  return (
    <section className={classes.rank} aria-label={name || rank.id}>
      <div className={classes.rankHead}>
        <h2>
          {name || rank.id}
          <Text component="span" size="xs" c="dimmed">
            {rank.id}
          </Text>
        </h2>
        <Group gap={4}>
          <Button variant="subtle" size="compact-xs" onClick={() => onEdit(addedRank(model, at, t('newRank')))}>
            {t('addAbove')}
          </Button>
          {!isLast && (
            <>
              <Button variant="subtle" size="compact-xs" disabled={up === null} onClick={() => onEdit(up!)}>
                {e('up')}
              </Button>
              <Button variant="subtle" size="compact-xs" disabled={down === null} onClick={() => onEdit(down!)}>
                {e('down')}
              </Button>
              <Button variant="subtle" size="compact-xs" color="shu" disabled={away === null} onClick={() => onEdit(away!)}>
                {t('removeRank')}
              </Button>
            </>
          )}
        </Group>
      </div>
      <Row>
        <Name label={t('rankName')} value={rank.says['name']} path={[...rank.path, 'name']} onEdit={onEdit} />
        <NumberField label={t('ownLapse')} value={rank.says['lapsedAfterDays'] === undefined ? null : Number(rank.says['lapsedAfterDays'])} min={1} onWrite={days => (days !== undefined || 'lapsedAfterDays' in rank.says) && onEdit(days === undefined ? { kind: 'unset', path: [...rank.path, 'lapsedAfterDays'] } : { kind: 'set', path: [...rank.path, 'lapsedAfterDays'], value: days })} />
      </Row>
      {isLast ? (
        <Text size="sm">{t('last')}</Text>
      ) : (
        <>
          {rank.conditions.map((condition, number) => (
            <ConditionFields key={number} condition={conditionOf(condition)} onWrite={next => onEdit(...setCondition(rank, number, next))} onRemove={removeCondition(rank, number) === null ? null : () => onEdit(removeCondition(rank, number)!)} />
          ))}
          <Button variant="default" size="compact-sm" style={{ justifySelf: 'start' }} onClick={() => onEdit(addCondition(rank))}>
            {t('addCondition')}
          </Button>
          {read !== null && (
            <ul className={classes.sentences} aria-label={t('sentences')}>
              {read.conditions.map((sentence, number) => (
                <li key={number}>{say(sentence)}</li>
              ))}
            </ul>
          )}
        </>
      )}
    </section>
  );
}
