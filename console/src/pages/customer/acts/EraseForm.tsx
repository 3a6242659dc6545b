import { Alert, Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../../parts/Loaded';
import { Problem } from '../../../parts/Problem';
import { plain } from './plain';
import { erase, erasureQuery } from './server';

/** What goes, what ends and what stays, and that it is meant: typed, so that nobody is forgotten by a slip. */
export function EraseForm({ customer, name, onClose }: { customer: string; name: string; onClose: () => void }) {
  const { t } = useTranslation('acts');
  const queries = useQueryClient();
  const [typed, setTyped] = useState('');
  const doing = useMutation({
    mutationFn: () => erase(customer, typed),
    onSuccess: async () => {
      onClose();
      queries.removeQueries({ queryKey: ['search'] });
      await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[2] !== 'erasure' }); // names may stand anywhere; what was asked before is no more
    },
  });
  const isMeant = plain(typed) === plain(name);
  return (
    <Loaded query={useQuery(erasureQuery(customer))}>
      {outlook => (
        <form
          onSubmit={event => {
            event.preventDefault();
            doing.mutate();
          }}
        >
          <Stack>
            <Alert color="shu" variant="light">
              {t('erase.text')}
            </Alert>
            <Part title={t('erase.goes')} lines={[t('erase.goesText', { notes: outlook.notes })]} />
            <Part title={t('erase.ends')} lines={[t('erase.endsText', { running: outlook.running, planned: outlook.planned })]} />
            <Part
              title={t('erase.stays')}
              lines={[
                t('erase.staysOrders', { orders: outlook.orders }),
                t('erase.staysSends', { sends: outlook.sends }),
                ...(outlook.addresses.length > 0 ? [t('erase.staysHash')] : []),
                ...(outlook.proofDays > 0 ? [t('erase.staysProof', { days: outlook.proofDays })] : []),
              ]}
            />
            <TextInput label={t('erase.confirm', { name })} value={typed} onChange={event => setTyped(event.currentTarget.value)} autoComplete="off" required withAsterisk={false} />
            {doing.isError && <Problem error={doing.error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                {t('cancel')}
              </Button>
              <Button type="submit" color="shu.8" loading={doing.isPending} disabled={!isMeant}>
                {t('erase.save')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Loaded>
  );
}

function Part({ title, lines }: { title: string; lines: readonly string[] }) {
  return (
    <section>
      <Title order={3} size="h5">
        {title}
      </Title>
      {lines.map(line => (
        <Text key={line} size="sm">
          {line}
        </Text>
      ))}
    </section>
  );
}
