import { ApiProblem } from '../api/problem';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../editor/Dialog';
import type { Autosave } from '../editor/draft/autosave';
import { backup } from '../editor/draft/backup';
import { discardDraft, templatesQuery, type OpenFile } from '../editor/draft/server';
import { Problem } from '../parts/Problem';
import { idFault } from './ids';
import { IdField } from './IdField';
import { renameFile } from './server';

/** What can be done with a file that was never published: it gets another id, or goes.
 *  @param onRenamed on to the new one; onGone: back to where it stood in a list. */
export function DraftOnly({ file, autosave, onRenamed, onGone }: { file: OpenFile; autosave: Autosave; onRenamed: (id: string) => void; onGone: () => void }) {
  const { t } = useTranslation('creating');
  const [asking, setAsking] = useState<'rename' | 'remove' | null>(null);
  const close = () => setAsking(null);
  const uses = useQuery(templatesQuery).data?.find(f => f.kind === file.kind && f.name === file.name)?.usedIn ?? [];
  if (file.published !== null) {
    return null;
  }
  if (uses.length > 0) {
    return (
      <Text size="xs" c="dimmed">
        {t('included', { count: uses.length })}
      </Text>
    );
  }
  return (
    <>
      <Button variant="subtle" size="compact-sm" onClick={() => setAsking('rename')}>
        {t('rename')}
      </Button>
      <Button variant="subtle" size="compact-sm" color="shu" onClick={() => setAsking('remove')}>
        {t('remove')}
      </Button>
      <Dialog opened={asking === 'rename'} title={t('renameTitle')} onClose={close}>
        <Rename file={file} autosave={autosave} onClose={close} onRenamed={onRenamed} />
      </Dialog>
      <Dialog opened={asking === 'remove'} title={t('remove')} onClose={close}>
        <Remove file={file} autosave={autosave} onClose={close} onGone={onGone} />
      </Dialog>
    </>
  );
}

const unkept = { ja: 'まだ保存していない変更があります。保存されてから、もう一度お試しください。', en: 'Some changes are not kept yet. Try again once they are.' };

/** Nothing of it is written any more, here or on the server. */
async function letGo(file: OpenFile, autosave: Autosave, act: () => Promise<void>): Promise<void> {
  await autosave.flush();
  await act();
  autosave.abandon();
  backup.drop(`${file.kind}.${file.name}`);
}

function useForget() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ predicate: ({ queryKey: [first] }) => first === 'templates' || first === 'drafts', refetchType: 'all' });
}

function Rename({ file, autosave, onClose, onRenamed }: { file: OpenFile; autosave: Autosave; onClose: () => void; onRenamed: (id: string) => void }) {
  const { t } = useTranslation('creating');
  const forget = useForget();
  const files = useQuery(templatesQuery).data ?? [];
  const [id, setId] = useState(file.name);
  const isJourney = file.kind === 'journey' || file.kind === 'campaign';
  const taken = new Set(files.filter(f => (isJourney ? f.kind === 'journey' || f.kind === 'campaign' : f.kind === file.kind)).map(f => f.name));
  const act = useMutation({
    mutationFn: () =>
      letGo(file, autosave, async () => {
        if (!autosave.isSafe) {
          throw new ApiProblem('refused', null, null, null, unkept); // what is copied is what the server has
        }
        await renameFile(file.kind, file.name, id);
      }),
    onSuccess: async () => {
      await forget();
      onRenamed(id);
    },
  });
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        act.mutate();
      }}
    >
      <Stack>
        <Text size="sm">{t('renameText')}</Text>
        <IdField label={t('newId')} kind={file.kind} value={id} taken={id === file.name ? new Set() : taken} onWrite={setId} />
        {act.isError && <Problem error={act.error} />}
        <Actions onClose={onClose}>
          <Button type="submit" loading={act.isPending} disabled={idFault(file.kind, id, taken) !== null}>
            {t('rename')}
          </Button>
        </Actions>
      </Stack>
    </form>
  );
}

function Remove({ file, autosave, onClose, onGone }: { file: OpenFile; autosave: Autosave; onClose: () => void; onGone: () => void }) {
  const { t } = useTranslation('creating');
  const forget = useForget();
  const act = useMutation({
    mutationFn: () => letGo(file, autosave, () => discardDraft(file, autosave.seen ?? '')),
    onSuccess: async () => {
      await forget();
      onGone();
    },
  });
  return (
    <Stack>
      <Text size="sm">{t('removeText')}</Text>
      {act.isError && <Problem error={act.error} />}
      <Actions onClose={onClose}>
        <Button color="shu" loading={act.isPending} onClick={() => act.mutate()}>
          {t('remove')}
        </Button>
      </Actions>
    </Stack>
  );
}

function Actions({ onClose, children }: { onClose: () => void; children: React.ReactNode }) {
  const { t } = useTranslation('creating');
  return (
    <Group justify="flex-end">
      <Button variant="default" onClick={onClose}>
        {t('cancel')}
      </Button>
      {children}
    </Group>
  );
}
