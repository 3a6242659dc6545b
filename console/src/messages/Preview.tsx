import { Alert, Group, SegmentedControl, Stack, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { LineTalk, MailView } from '../message/MessageView';
import { Icon } from '../parts/Icon';
import { useSay } from '../parts/words';
import type { MessageKind } from './server';

const phoneWidth = 390;

/** A message as its customer gets it, and what stands in its way. */
export function Preview({ kind, preview }: { kind: MessageKind; preview: Schemas['PreviewedMessage'] }) {
  const { t } = useTranslation('messages');
  const [isPhone, setPhone] = useState(true);
  const [isDark, setDark] = useState(false);
  return (
    <Stack gap="sm">
      <Obstacles preview={preview} />
      {preview.faults.length === 0 && (
        <>
          <Sizes sizes={preview.sizes} />
          {kind !== 'line' && preview.html !== null && (
            <>
              <SegmentedControl
                aria-label={t('width')}
                value={isPhone ? 'phone' : 'desktop'}
                onChange={value => setPhone(value === 'phone')}
                data={[
                  { value: 'phone', label: t('phone') },
                  { value: 'desktop', label: t('desktop') },
                ]}
              />
              <Switch label={t('dark')} description={t('darkHint')} checked={isDark} onChange={event => setDark(event.currentTarget.checked)} />
              <div style={isPhone ? { maxWidth: phoneWidth } : {}}>
                <MailView mail={{ subject: preview.subject ?? '', html: preview.html, text: preview.text ?? '' }} scheme={isDark ? 'dark' : 'light'} />
              </div>
            </>
          )}
          {kind === 'line' && preview.lineMessages != null && <LineTalk messages={preview.lineMessages} />}
        </>
      )}
    </Stack>
  );
}

function Obstacles({ preview }: { preview: Schemas['PreviewedMessage'] }) {
  const { t } = useTranslation('messages');
  const say = useSay();
  const lists: [string, string[]][] = [
    [t('faults'), preview.faults.map(f => (f.line === null ? f.message : t('faultLine', { line: f.line, text: f.message })))],
    [t('limits'), preview.limits],
    [t('missing'), preview.missing.map(m => (m.standIn === null ? t('leftOut', { field: say(m.meaning) }) : t('standIn', { field: say(m.meaning), text: m.standIn })))],
  ];
  return lists.map(
    ([title, items], at) =>
      items.length > 0 && (
        <Alert key={title} color={at < 2 ? 'shu' : 'nando'} variant="outline" icon={<Icon name="alert" />} title={title}>
          {items.map(item => (
            <Text key={item} size="sm">
              {item}
            </Text>
          ))}
        </Alert>
      ),
  );
}

function Sizes({ sizes }: { sizes: readonly Schemas['MessageSize'][] }) {
  const { t } = useTranslation('messages');
  return (
    <Group gap="md">
      {sizes.map(({ what, size, max }) => (
        <Text key={what} size="xs" c={max !== null && size > max ? 'shu' : 'dimmed'}>
          {t(`sizes.${what}`, { size })}
          {max !== null && t('max', { max })}
        </Text>
      ))}
    </Group>
  );
}
