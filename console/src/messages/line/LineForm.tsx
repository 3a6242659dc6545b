import { Alert, Button, Menu, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { TextField } from '../../editor/panel/fields';
import { contentOf } from '../../editor/text/file';
import { isMap, type Edit, type Json } from '../../editor/text/json';
import { textOf } from '../../editor/words';
import { Icon } from '../../parts/Icon';
import classes from '../messages.module.css';
import { bubble, messageOf, type NewMessageKind, type NewWords } from './actions';
import { FlexCard, PictureField, Shift, TemplateCard } from './Card';
import { limits, textMax } from './limits';
import { cardsOf, messagesIn, type LineMessage } from './model';
import { TextBox } from './TextBox';

type OnEdit = (...edits: Edit[]) => void;

/** A file of LINE messages as a form: the text is the one truth, and every change is an edit of it. */
export function LineForm({ text, words, onEdit }: { text: string; words: NewWords; onEdit: OnEdit }) {
  const { t } = useTranslation('messages');
  const content = contentOf(text);
  const messages = content.isWhole ? messagesIn(content.value) : null;
  if (!content.isWhole || messages === null) {
    return (
      <Alert color="shu" variant="outline" icon={<Icon name="alert" />}>
        {t('line.broken')}
      </Alert>
    );
  }
  return (
    <Stack gap="md">
      {messages.map((message, at) => (
        <section key={at} className={classes.message} aria-label={t('line.nth', { number: at + 1 })}>
          <div className={classes.messageHead}>
            <h2>
              {t('line.nth', { number: at + 1 })} <Text component="span" size="sm" c="dimmed">{t(`line.types.${message.type}`)}</Text>
            </h2>
            <Shift file={content.value} part={message} onEdit={onEdit} />
          </div>
          <Fields file={content.value} message={message} words={words} onEdit={onEdit} />
        </section>
      ))}
      <Menu position="top-start">
        <Menu.Target>
          <Button variant="default" disabled={messages.length >= limits.messages} style={{ alignSelf: 'flex-start' }}>
            {t('line.add')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {(['text', 'card', 'cards', 'image', 'buttons', 'sticker'] as const satisfies readonly NewMessageKind[]).map(kind => (
            <Menu.Item key={kind} onClick={() => onEdit({ kind: 'insert', list: ['messages'], at: messages.length, item: messageOf(kind, words) })}>
              {t(`line.news.${kind}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Text size="xs" c="dimmed">
        {t('line.limitsHint', { messages: limits.messages })}
      </Text>
    </Stack>
  );
}

function Fields({ file, message, words, onEdit }: { file: Json; message: LineMessage; words: NewWords; onEdit: OnEdit }) {
  const { t } = useTranslation('messages');
  const { type, path, says } = message;
  const write = (key: string) => (value: string) => onEdit({ kind: 'set', path: [...path, key], value });
  switch (type) {
    case 'text':
    case 'textV2':
      return (
        <>
          <TextBox label={t('line.text')} value={textOf(says['text'])} max={textMax(type, false, false)} unit="units" lines onWrite={write('text')} />
          {type === 'textV2' && <Text size="xs" c="dimmed">{t('line.ownEmoji')}</Text>}
        </>
      );
    case 'sticker':
      return (
        <Stack gap={10}>
          {(['packageId', 'stickerId'] as const).map(key => (
            <TextField key={key} label={t(`line.${key}`)} value={textOf(says[key])} required wrong={id => (/^[0-9]{1,20}$/.test(id) ? null : t('line.stickerWrong'))} onWrite={id => id !== undefined && write(key)(id)} />
          ))}
          <Text size="xs" c="dimmed">{t('line.stickerHint')}</Text>
        </Stack>
      );
    case 'image':
    case 'video':
      return (
        <Stack gap={10}>
          <PictureField label={t(type === 'image' ? 'line.picture' : 'line.video')} hint={t(type === 'image' ? 'line.pictureHint' : 'line.videoHint')} value={textOf(says['originalContentUrl'])} place={type === 'image' ? 'line' : null} onWrite={write('originalContentUrl')} />
          <PictureField label={t('line.preview')} hint={t('line.previewHint')} place="line-preview" value={textOf(says['previewImageUrl'])} onWrite={write('previewImageUrl')} />
        </Stack>
      );
    case 'flex':
    case 'template':
      return <Cards file={file} message={message} words={words} onEdit={onEdit} />;
    case 'other':
      return <Text size="sm">{t('line.other')}</Text>;
  }
}

function Cards({ file, message, words, onEdit }: { file: Json; message: LineMessage; words: NewWords; onEdit: OnEdit }) {
  const { t } = useTranslation('messages');
  const { type, path, says } = message;
  const cards = cardsOf(message);
  const list = cards[0]?.path.slice(0, -1) ?? [];
  const isMany = typeof cards[0]?.path.at(-1) === 'number';
  const template = isMap(says['template']) ? textOf(says['template']['type']) : '';
  return (
    <>
      <TextBox label={t('line.alt')} value={textOf(says['altText'])} max={limits.altText} unit="units" onWrite={value => onEdit({ kind: 'set', path: [...path, 'altText'], value })} />
      {cards.map((card, at) => (
        <div key={at}>
          {isMany && (
            <div className={classes.messageHead} style={{ marginTop: 12, marginBottom: 0 }}>
              <Text size="sm" fw={600}>
                {t('line.card', { number: at + 1 })}
              </Text>
              <Shift file={file} part={card} onEdit={onEdit} />
            </div>
          )}
          {type === 'flex' ? <FlexCard file={file} card={card} words={words} onEdit={onEdit} /> : <TemplateCard file={file} card={card} isColumn={template === 'carousel'} words={words} onEdit={onEdit} />}
        </div>
      ))}
      {isMany && type === 'flex' && (
        <Button mt="sm" variant="default" size="compact-sm" disabled={cards.length >= limits.cards} onClick={() => onEdit({ kind: 'insert', list, at: cards.length, item: bubble(words) })}>
          {t('line.addCard')}
        </Button>
      )}
    </>
  );
}
