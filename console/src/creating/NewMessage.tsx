import '../editor/texts';
import { Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../editor/Dialog';
import { templatesQuery, type FileKind } from '../editor/draft/server';
import { useMessageWords } from '../editor/words';
import { Problem } from '../parts/Problem';
import { lineText, mailText, type Purpose } from './beginnings';
import { freshId, idFault, idMax, tidyId } from './ids';
import { IdField } from './IdField';
import { createFile, newestText, type NewFile } from './server';
import { Start, type Begun } from './Start';

export type MessageKinds = 'line,email' | 'email' | 'line';

interface Wanted {
  id: string;
  subject: string;
  kinds: readonly ('email' | 'line')[];
  begun: Begun;
}

/** A message that nobody has written yet.
 *  @param only the one file of a message that is wanted, under an id that stands. */
export function NewMessage({ opened, base, purpose = 'marketing', only, onClose, onCreated }: { opened: boolean; base: string; purpose?: Purpose; only?: { kind: 'email' | 'line'; name: string }; onClose: () => void; onCreated: (id: string, kind: 'email' | 'line') => void }) {
  const { t } = useTranslation('creating');
  return (
    <Dialog opened={opened} title={only === undefined ? t('message') : t('write')} onClose={onClose}>
      <Form base={base} purpose={purpose} only={only} onClose={onClose} onCreated={onCreated} />
    </Dialog>
  );
}

function Form({ base, purpose, only, onClose, onCreated }: { base: string; purpose: Purpose; only: { kind: 'email' | 'line'; name: string } | undefined; onClose: () => void; onCreated: (id: string, kind: 'email' | 'line') => void }) {
  const { t } = useTranslation('creating');
  const { t: common } = useTranslation();
  const queries = useQueryClient();
  const files = useQuery(templatesQuery).data ?? [];
  const names = useMessageWords();
  const taken = new Set(files.filter(f => f.kind === 'email' || f.kind === 'line').map(f => f.name));
  const [subject, setSubject] = useState('');
  const [chosen, setChosen] = useState<MessageKinds>(only?.kind ?? 'line,email');
  const [begun, setBegun] = useState<Begun>({ isCopy: false, source: '' });
  const [written, setWritten] = useState<string | null>(null);
  const id = only?.name ?? written ?? freshId(tidyId(base, idMax('email')) || 'message', taken, idMax('email'));
  const kinds = chosen.split(',') as ('email' | 'line')[];
  const make = useMake(purpose);
  const act = useMutation({
    mutationFn: async () => make({ id, subject: subject.trim() || id, kinds, begun }),
    onSuccess: async () => {
      await queries.invalidateQueries({ predicate: ({ queryKey: [first] }) => first === 'templates' || first === 'drafts' });
      onCreated(id, kinds.includes('email') ? 'email' : 'line');
    },
  });
  const isPossible = (only !== undefined || idFault('email', id, taken) === null) && (begun.isCopy ? begun.source !== '' : !kinds.includes('email') || subject.trim() !== '');
  const sources = [...taken].sort().map(value => ({ value, label: names(value) === value ? value : `${names(value)}（${value}）` }));
  return (
    <form
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        event.stopPropagation(); // a dialog of a form's page is inside of it for React
        act.mutate();
      }}
    >
      <Stack gap="md">
        {only !== undefined && <Text size="sm">{t('missingText', { name: only.name, channel: common(`channel.${only.kind}`) })}</Text>}
        <Start of="messageStarts" begun={begun} sources={sources} onChoose={setBegun} />
        {!begun.isCopy && kinds.includes('email') && <TextInput label={t('subject')} value={subject} onChange={event => setSubject(event.currentTarget.value)} />}
        {only === undefined && (
          <>
            <NativeSelect label={t('channels')} value={chosen} data={[{ value: 'line,email', label: t('both') }, { value: 'email', label: common('channel.email') }, { value: 'line', label: common('channel.line') }]} onChange={event => setChosen(event.currentTarget.value as MessageKinds)} />
            <IdField label={t('id')} kind="email" value={id} taken={taken} onWrite={setWritten} />
          </>
        )}
        {act.isError && <Problem error={act.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={act.isPending} disabled={!isPossible}>
            {t('create')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Makes the files of a message. Where the one that is copied has none for a channel, that one begins with nothing. */
export function useMake(purpose: Purpose): (wanted: Wanted) => Promise<void> {
  const { t } = useTranslation('creating');
  const files = useQuery(templatesQuery).data ?? [];
  const textOf = async (kind: FileKind, { subject, begun }: Wanted) => {
    const source = begun.isCopy ? files.find(f => f.kind === kind && f.name === begun.source) : undefined;
    return source !== undefined ? newestText(kind, source.name, source.hasDraft) : kind === 'line' ? lineText(t('body')) : mailText({ subject, purpose, body: t('body') });
  };
  return async wanted => {
    const made: NewFile[] = await Promise.all(wanted.kinds.map(async kind => ({ kind, name: wanted.id, text: await textOf(kind, wanted) })));
    for (const file of made) {
      await createFile(file);
    }
  };
}
