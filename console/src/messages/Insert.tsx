import { Button, Group, Popover, ScrollArea, Text, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { templatesQuery } from '../editor/draft/server';
import { ImageButton } from '../library/ImagePicker';
import { LinkButton } from '../parts/LinkButton';
import { useSay } from '../parts/words';
import { emoji, fieldsQuery, insertionOf } from './fields';
import classes from './messages.module.css';

/** Puts merge fields and emoji where the cursor stands.
 *  @param parts whether parts belong there; pictures: whether Markdown shows them. */
export function Insert({ onInsert, parts = false, pictures = false, size = 'compact-xs' }: { onInsert: (text: string) => void; parts?: boolean; pictures?: boolean; size?: 'compact-xs' | 'compact-sm' }) {
  const { t } = useTranslation('messages');
  return (
    <Group gap={6}>
      <Choice label={t('fields')} size={size}>
        {done => <Fields onChoose={text => done(() => onInsert(text))} />}
      </Choice>
      <Choice label={t('emoji')} size={size}>
        {done => (
          <div className={classes.emoji}>
            {emoji.map(each => (
              <UnstyledButton key={each} className={classes.emojiButton} onClick={() => done(() => onInsert(each))}>
                {each}
              </UnstyledButton>
            ))}
          </div>
        )}
      </Choice>
      {parts && (
        <Choice label={t('parts.title')} size={size}>
          {done => <PartChoice onChoose={text => done(() => onInsert(text))} />}
        </Choice>
      )}
      {pictures && <ImageButton label={t('images.insert')} size={size} onChoose={image => requestAnimationFrame(() => onInsert(`![${image.alt}](${image.url})`))} />}
    </Group>
  );
}

function Choice({ label, size, children }: { label: string; size: string; children: (done: (act: () => void) => void) => ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-start" trapFocus returnFocus={false} withinPortal>
      <Popover.Target>
        <Button variant="default" size={size} onClick={() => setOpen(!isOpen)} onMouseDown={event => event.preventDefault()}>
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={label}>
        {children(act => {
          setOpen(false);
          requestAnimationFrame(act); // the cursor is back in the text by then
        })}
      </Popover.Dropdown>
    </Popover>
  );
}

function PartChoice({ onChoose }: { onChoose: (text: string) => void }) {
  const { t } = useTranslation('messages');
  const say = useSay();
  const parts = (useQuery(templatesQuery).data ?? []).filter(f => f.kind === 'part');
  return (
    <ScrollArea.Autosize mah={320} w={320} viewportProps={{ tabIndex: 0, 'aria-label': t('parts.title') }}>
      {parts.length === 0 && <Text size="sm">{t('parts.noneYet')}</Text>}
      {parts.map(part => (
        <UnstyledButton key={part.name} className={classes.field} onClick={() => onChoose(`{{> ${part.name}}}`)}>
          <Text size="sm" fw={600} component="span" display="block" lang="ja">
            {part.title === null ? part.name : say(part.title)}
          </Text>
          <Text size="xs" c="dimmed" component="span" display="block">
            {`{{> ${part.name}}}`}
          </Text>
        </UnstyledButton>
      ))}
      <LinkButton to="/messages" search={{ tab: 'parts' }} ml={0} mt={6}>
        {t('parts.all')}
      </LinkButton>
    </ScrollArea.Autosize>
  );
}

function Fields({ onChoose }: { onChoose: (text: string) => void }) {
  const { t } = useTranslation('messages');
  const say = useSay();
  const fields = useQuery(fieldsQuery).data?.items ?? [];
  return (
    <ScrollArea.Autosize mah={320} w={320} viewportProps={{ tabIndex: 0, 'aria-label': t('fields') }}>
      {fields.map(field => (
        <UnstyledButton key={field.name} className={classes.field} onClick={() => onChoose(insertionOf(field))}>
          <Text size="sm" fw={600} component="span" display="block">
            {say(field.meaning)}
          </Text>
          <Text size="xs" c="dimmed" component="span" display="block">
            {`{{${field.name}}}　`}
            {field.fallback !== null ? t('fieldStandIn', { text: field.fallback }) : field.presence === 'always' ? t('fieldAlways') : field.presence === 'with-group' ? t('fieldWithOrder') : t('fieldMayMiss')}
          </Text>
        </UnstyledButton>
      ))}
    </ScrollArea.Autosize>
  );
}
