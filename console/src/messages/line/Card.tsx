import { Button, Group, Menu, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { TextField } from '../../editor/panel/fields';
import { isMap, type Edit, type Json } from '../../editor/text/json';
import { textOf } from '../../editor/words';
import { ImageButton, type ImagePlace } from '../../library/ImagePicker';
import { addition, movement, partOf, removal, uriAction, type NewPart, type NewWords } from './actions';
import classes from '../messages.module.css';
import { PartAction, ActionFields } from './Actions';
import { limits, textMax } from './limits';
import { isRemovable, partsOf, places, type Part } from './model';
import { TextBox } from './TextBox';

type OnEdit = (...edits: Edit[]) => void;

const isAddress = (text: string) => /^https:\/\/[^\s"<>{}]+$/.test(text);

/** A card of Flex: its parts in the order in which they are seen. */
export function FlexCard({ file, card, words, onEdit }: { file: Json; card: Part; words: NewWords; onEdit: OnEdit }) {
  const { t } = useTranslation('messages');
  const add = (kind: NewPart | 'hero') => onEdit(kind === 'hero' ? addition(card.says, card.path, 'hero', partOf('image', words)) : addition(card.says, card.path, kind === 'button' ? 'footer' : 'body', partOf(kind, words)));
  return (
    <div className={classes.card}>
      {places.flatMap(place => partsOf(card, place)).map(part => (
        <PartFields key={part.path.join('.')} file={file} part={part} onEdit={onEdit} />
      ))}
      <Menu position="bottom-start">
        <Menu.Target>
          <Button variant="default" size="compact-sm" style={{ justifySelf: 'start' }}>
            {t('line.addPart')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {(['text', 'button', 'image', 'separator'] as const).map(kind => (
            <Menu.Item key={kind} onClick={() => add(kind)}>
              {t(`line.parts.${kind}`)}
            </Menu.Item>
          ))}
          {!isMap(card.says['hero']) && <Menu.Item onClick={() => add('hero')}>{t('line.parts.hero')}</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

function PartFields({ file, part, onEdit }: { file: Json; part: Part; onEdit: OnEdit }) {
  const { t } = useTranslation('messages');
  const write = (key: string) => (value: string) => onEdit({ kind: 'set', path: [...part.path, key], value });
  return (
    <div className={classes.part}>
      {part.kind === 'text' && <TextBox label={t('line.parts.text')} value={textOf(part.says['text'])} max={limits.text} unit="units" lines onWrite={write('text')} />}
      {part.kind === 'image' && <PictureField label={t(part.path.at(-1) === 'hero' ? 'line.parts.hero' : 'line.parts.image')} value={textOf(part.says['url'])} onWrite={write('url')} />}
      {part.kind === 'button' && <Text size="sm" fw={600}>{t('line.parts.button')}</Text>}
      {part.kind === 'separator' && <Text size="sm">{t('line.parts.separator')}</Text>}
      {(part.kind === 'other' || part.kind === 'box' || part.kind === 'card') && <Text size="sm" c="dimmed">{t('line.otherPart', { type: textOf(part.says['type']) })}</Text>}
      {part.kind === 'button' && <PartAction says={part.says} path={part.path} labelMax={limits.flexLabel} onEdit={onEdit} />}
      <Shift file={file} part={part} onEdit={onEdit} />
    </div>
  );
}

/** Up, down and away, where that can be. */
export function Shift({ file, part, onEdit }: { file: Json; part: Pick<Part, 'path'> & Partial<Part>; onEdit: OnEdit }) {
  const { t } = useTranslation('messages');
  const { t: e } = useTranslation('editor');
  const [up, down, away] = [movement(file, part.path, -1), movement(file, part.path, 1), removal(file, part.path)];
  return (
    <Group gap={6}>
      {isRemovable(part as Part) && (
        <>
          <Button variant="subtle" size="compact-xs" disabled={up === null} onClick={() => onEdit(up!)}>
            {e('up')}
          </Button>
          <Button variant="subtle" size="compact-xs" disabled={down === null} onClick={() => onEdit(down!)}>
            {e('down')}
          </Button>
        </>
      )}
      <Button variant="subtle" size="compact-xs" color="shu" disabled={away === null} onClick={() => onEdit(away!)}>
        {t('line.remove')}
      </Button>
    </Group>
  );
}

export function PictureField({ label, hint, value, place = 'line', onWrite }: { label: string; hint?: string; value: string; place?: ImagePlace | null; onWrite: (url: string) => void }) {
  const { t } = useTranslation('messages');
  return (
    <div>
      <TextField label={label} hint={hint ?? t('line.pictureHint')} value={value} required wrong={text => (isAddress(text) && text.length <= limits.url ? null : t('line.pictureWrong'))} onWrite={text => text !== undefined && onWrite(text)} />
      {place !== null && <ImageButton label={t('images.fromLibrary')} place={place} onChoose={image => onWrite(image.url)} />}
    </div>
  );
}

/** LINE's own form of card: a text with buttons, or a column of several. */
export function TemplateCard({ file, card, isColumn, words, onEdit }: { file: Json; card: Part; isColumn: boolean; words: NewWords; onEdit: OnEdit }) {
  const { t } = useTranslation('messages');
  const { says, path } = card;
  const hasMore = says['title'] !== undefined || says['thumbnailImageUrl'] !== undefined;
  const actions = Array.isArray(says['actions']) ? says['actions'] : [];
  const max = isColumn ? limits.columnButtons : limits.buttons;
  return (
    <div className={classes.card}>
      {says['title'] !== undefined && <TextBox label={t('line.title')} value={textOf(says['title'])} max={limits.title} unit="characters" onWrite={value => onEdit({ kind: 'set', path: [...path, 'title'], value })} />}
      <TextBox label={t('line.text')} value={textOf(says['text'])} max={textMax('template', isColumn, hasMore)} unit="characters" lines onWrite={value => onEdit({ kind: 'set', path: [...path, 'text'], value })} />
      {actions.map((action, at) => isMap(action) && (
        <div key={at} className={classes.part}>
          <ActionFields says={action} path={[...path, 'actions', at]} labelMax={limits.label} onEdit={onEdit} />
          <Shift file={file} part={{ path: [...path, 'actions', at] }} onEdit={onEdit} />
        </div>
      ))}
      <Button variant="default" size="compact-sm" style={{ justifySelf: 'start' }} disabled={actions.length >= max} onClick={() => onEdit({ kind: 'insert', list: [...path, 'actions'], at: actions.length, item: uriAction(words) })}>
        {t('line.addButton')}
      </Button>
    </div>
  );
}
