import { Button, Group, Popover, ScrollArea, Text, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSay } from '../parts/words';
import { emoji, fieldsQuery, insertionOf } from './fields';
import classes from './messages.module.css';

/** Puts merge fields and emoji where the cursor stands. */
export function Insert({ onInsert, size = 'compact-xs' }: { onInsert: (text: string) => void; size?: 'compact-xs' | 'compact-sm' }) {
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
