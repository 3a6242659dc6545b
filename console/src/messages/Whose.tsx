import { Button, Checkbox, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { searchQuery } from '../api/queries';

const shownMax = 20;

/** Whose values stand in the message. */
export function Whose({ customer, withOrder, onCustomer, onOrder }: { customer: string | null; withOrder: boolean; onCustomer: (id: string | null) => void; onOrder: (has: boolean) => void }) {
  const { t } = useTranslation('messages');
  const [text, setText] = useState('');
  const [asked, setAsked] = useState('');
  const found = useQuery({ ...searchQuery(asked), enabled: asked !== '' }).data?.items.filter(c => !c.erased).slice(0, shownMax) ?? [];
  return (
    <Stack gap="xs">
      <form
        onSubmit={event => {
          event.preventDefault();
          setAsked(text.trim());
        }}
      >
        <Group align="flex-end" gap="xs" wrap="nowrap">
          <TextInput label={t('find')} description={t('findHint')} value={text} onChange={event => setText(event.currentTarget.value)} style={{ flex: 1 }} />
          <Button type="submit" variant="default">
            {t('search')}
          </Button>
        </Group>
      </form>
      {asked !== '' && found.length === 0 && <Text size="sm">{t('nobody')}</Text>}
      <NativeSelect
        label={t('whose')}
        description={customer === null ? t('anybodyHint') : undefined}
        value={customer ?? ''}
        data={[{ value: '', label: t('anybody') }, ...found.map(c => ({ value: c.customerId, label: c.name ?? c.email ?? c.customerId }))]}
        onChange={event => onCustomer(event.currentTarget.value || null)}
      />
      <Checkbox label={t('order')} checked={withOrder} onChange={event => onOrder(event.currentTarget.checked)} />
    </Stack>
  );
}
