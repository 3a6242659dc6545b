import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { IdField } from '../creating/IdField';
import { freshId, idFault, idMax } from '../creating/ids';
import { createFile } from '../creating/server';
import { Dialog } from '../editor/Dialog';
import { templatesQuery } from '../editor/draft/server';
import { Problem } from '../parts/Problem';

/** Longest name that the server takes. */
const nameMax = 60;

/** A part that nobody has written yet. JSON's quotes are those of YAML. */
export const partText = (name: string, body: string) => `---\nname: ${JSON.stringify(name)}\n---\n${body}\n`;

export function NewPart({ opened, onClose, onCreated }: { opened: boolean; onClose: () => void; onCreated: (id: string) => void }) {
  const { t } = useTranslation('messages');
  return (
    <Dialog opened={opened} title={t('parts.new')} onClose={onClose}>
      <Form onClose={onClose} onCreated={onCreated} />
    </Dialog>
  );
}

function Form({ onClose, onCreated }: { onClose: () => void; onCreated: (id: string) => void }) {
  const { t } = useTranslation('messages');
  const { t: c } = useTranslation('creating');
  const queries = useQueryClient();
  const taken = new Set((useQuery(templatesQuery).data ?? []).filter(f => f.kind === 'part').map(f => f.name));
  const [name, setName] = useState('');
  const [written, setWritten] = useState<string | null>(null);
  const id = written ?? freshId('part', taken, idMax('part'));
  const act = useMutation({
    mutationFn: () => createFile({ kind: 'part', name: id, text: partText(name.trim(), t('parts.body')) }),
    onSuccess: async () => {
      await queries.invalidateQueries({ predicate: ({ queryKey: [first] }) => first === 'templates' || first === 'drafts' });
      onCreated(id);
    },
  });
  return (
    <form
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        act.mutate();
      }}
    >
      <Stack gap="md">
        <TextInput label={t('parts.name')} description={t('parts.nameHint')} value={name} maxLength={nameMax} lang="ja" onChange={event => setName(event.currentTarget.value)} />
        <IdField label={c('id')} kind="part" value={id} taken={taken} onWrite={setWritten} />
        {act.isError && <Problem error={act.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {c('cancel')}
          </Button>
          <Button type="submit" loading={act.isPending} disabled={name.trim() === '' || idFault('part', id, taken) !== null}>
            {c('create')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
