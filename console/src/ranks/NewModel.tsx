import '../editor/texts';
import './texts';
import { Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copiedJourney } from '../creating/beginnings';
import { freshId, idFault, idMax, tidyId } from '../creating/ids';
import { IdField } from '../creating/IdField';
import { createFile, newestText } from '../creating/server';
import { Dialog } from '../editor/Dialog';
import { templatesQuery } from '../editor/draft/server';
import { Problem } from '../parts/Problem';
import { useSay } from '../parts/words';

/** A model of the shop's own begins with one that is there. */
export function NewModel({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('ranks');
  const { t: c } = useTranslation('creating');
  const { t: e } = useTranslation('editor');
  const say = useSay();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const models = useQuery(templatesQuery).data?.filter(f => f.kind === 'rank') ?? [];
  const taken = new Set(models.map(m => m.name));
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState('');
  const [written, setWritten] = useState<string | null>(null);
  const source = models.find(m => m.name === chosen) ?? models[0];
  const id = written ?? freshId(tidyId(name, idMax('rank')) || 'own-ranks', taken, idMax('rank'));
  const act = useMutation({
    mutationFn: async () => createFile({ kind: 'rank', name: id, text: copiedJourney(await newestText('rank', source!.name, source!.hasDraft), id, name.trim(), new Map()) }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['templates'] });
      await navigate({ to: '/ranks/$id/edit', params: { id } });
    },
  });
  return (
    <Dialog opened title={t('new')} onClose={onClose}>
      <form
        onSubmit={event => {
          event.preventDefault();
          act.mutate();
        }}
      >
        <Stack>
          <TextInput label={e('name')} value={name} data-autofocus onChange={event => setName(event.currentTarget.value)} />
          <NativeSelect label={c('source')} value={source?.name ?? ''} data={models.map(m => ({ value: m.name, label: m.title == null ? m.name : say(m.title) }))} onChange={event => setChosen(event.currentTarget.value)} />
          <IdField label={c('id')} kind="rank" value={id} taken={taken} onWrite={setWritten} />
          {act.isError && <Problem error={act.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {c('cancel')}
            </Button>
            <Button type="submit" loading={act.isPending} disabled={name.trim() === '' || source === undefined || idFault('rank', id, taken) !== null}>
              {c('create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
