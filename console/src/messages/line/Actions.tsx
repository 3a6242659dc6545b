import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Choice } from '../../editor/panel/fields';
import { isMap, type Edit, type JsonMap, type Path } from '../../editor/text/json';
import { textOf } from '../../editor/words';
import { actionOfType } from './actions';
import { limits } from './limits';
import { actionOf } from './model';
import { TextBox } from './TextBox';

/** What tapping a button leads to. Kinds that only the file knows stay as they are. */
export function ActionFields({ says, path, labelMax, onEdit }: { says: JsonMap; path: Path; labelMax: number; onEdit: (...edits: Edit[]) => void }) {
  const { t } = useTranslation('messages');
  const { type } = actionOf(says);
  const write = (key: string) => (value: string) => onEdit({ kind: 'set', path: [...path, key], value });
  return (
    <Stack gap={8}>
      <TextBox label={t('line.label')} value={textOf(says['label'])} max={labelMax} unit="characters" onWrite={write('label')} />
      <Choice
        label={t('line.action')}
        value={type}
        options={(['uri', 'message', 'postback'] as const).map(each => [each, t(`line.actions.${each}`)] as const)}
        onChoose={next => next !== 'other' && onEdit({ kind: 'set', path, value: actionOfType(next, says) })}
      />
      {type === 'uri' && <TextBox label={t('line.uri')} value={textOf(says['uri'])} max={limits.uri} unit="units" onWrite={write('uri')} />}
      {type === 'message' && <TextBox label={t('line.said')} value={textOf(says['text'])} max={limits.data} unit="characters" onWrite={write('text')} />}
      {type === 'postback' && <TextBox label={t('line.data')} value={textOf(says['data'])} max={limits.data} unit="units" withInsert={false} onWrite={write('data')} />}
    </Stack>
  );
}

/** The action of a part that has one. */
export function PartAction({ says, path, labelMax, onEdit }: { says: JsonMap; path: Path; labelMax: number; onEdit: (...edits: Edit[]) => void }) {
  return isMap(says['action']) ? <ActionFields says={says['action']} path={[...path, 'action']} labelMax={labelMax} onEdit={onEdit} /> : null;
}
