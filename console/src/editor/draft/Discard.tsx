import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../parts/Problem';
import { Dialog } from '../Dialog';
import type { Autosave } from './autosave';
import { backup } from './backup';
import { discardDraft, type OpenFile } from './server';

/** Gives the draft up, and goes back to what is published. */
export function Discard({ file, autosave }: { file: OpenFile; autosave: Autosave }) {
  const { t } = useTranslation();
  const { t: e } = useTranslation('editor');
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const act = useMutation({
    mutationFn: async () => {
      await autosave.flush(); // the tag of what is to go
      await discardDraft(file, autosave.seen ?? '');
    },
    onSuccess: async () => {
      autosave.abandon();
      backup.drop(`${file.kind}.${file.name}`);
      setAsking(false);
      await queries.invalidateQueries({ predicate: ({ queryKey: [first] }) => first === 'editing' || first === 'templates' });
    },
  });
  if (autosave.seen === null || file.published === null) {
    return null;
  }
  return (
    <>
      <Button variant="subtle" size="compact-sm" color="shu" onClick={() => setAsking(true)}>
        {e('discard')}
      </Button>
      <Dialog opened={isAsking} title={e('discard')} onClose={() => setAsking(false)}>
        <Text size="sm">{e('discardText')}</Text>
        {act.isError && <Problem error={act.error} />}
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={() => setAsking(false)}>
            {t('attention.cancel')}
          </Button>
          <Button color="shu" loading={act.isPending} onClick={() => act.mutate()}>
            {e('discard')}
          </Button>
        </Group>
      </Dialog>
    </>
  );
}
