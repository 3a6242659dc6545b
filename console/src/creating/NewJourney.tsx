import '../editor/texts';
import { Button, Checkbox, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { shopQuery } from '../api/queries';
import { Dialog } from '../editor/Dialog';
import { templatesQuery } from '../editor/draft/server';
import { beginnings, type TriggerType } from '../editor/panel/TriggerFields';
import type { JsonMap } from '../editor/text/json';
import { useMessageWords } from '../editor/words';
import { addDays } from '../format/format';
import { Problem } from '../parts/Problem';
import { useSay } from '../parts/words';
import { messagesOf } from '../publish/choice';
import { copiedJourney, journeyText } from './beginnings';
import { freshId, idFault, idMax, tidyId } from './ids';
import { IdField } from './IdField';
import { useMake, type MessageKinds } from './NewMessage';
import { createFile, newestText } from './server';
import { conditionOf } from '../segments/filter';
import { segmentsQuery } from '../segments/server';
import { Start, type Begun } from './Start';

const daysAhead = 7;

/** What a journey of each trigger is called until somebody gives it another id. */
const bases: Record<TriggerType, string> = { order: 'after-order', registered: 'welcome', 'rank-changed': 'rank-change', lapsed: 'win-back', birthday: 'birthday', anniversary: 'anniversary', 'before-lapse': 'before-lapse', event: 'after-event', 'line-friend-added': 'line-friend', broadcast: 'news' };

type First = 'new' | 'existing' | 'none';

/** A journey that nobody has written yet: from nothing, or from another. It opens in the editor. */
export function NewJourney({ opened, trigger, onClose }: { opened: boolean; trigger?: TriggerType | undefined; onClose: () => void }) {
  const { t } = useTranslation('creating');
  return (
    <Dialog opened={opened} title={t('journey')} onClose={onClose}>
      <Form trigger={trigger ?? 'order'} onClose={onClose} />
    </Dialog>
  );
}

function Form({ trigger: begins, onClose }: { trigger: TriggerType; onClose: () => void }) {
  const { t } = useTranslation('creating');
  const { t: common } = useTranslation();
  const { t: e } = useTranslation('editor');
  const say = useSay();
  const navigate = useNavigate();
  const files = useQuery(templatesQuery).data ?? [];
  const names = useMessageWords();
  const [name, setName] = useState('');
  const [begun, setBegun] = useState<Begun>({ isCopy: false, source: '' });
  const [copiesMessages, setCopiesMessages] = useState(true);
  const [trigger, setTrigger] = useState<TriggerType>(begins);
  const [first, setFirst] = useState<First>('new');
  const [existing, setExisting] = useState('');
  const [subject, setSubject] = useState('');
  const [channels, setChannels] = useState<MessageKinds>('line,email');
  const [written, setWritten] = useState<string | null>(null);
  const [segment, setSegment] = useState('');
  const segments = (useQuery(segmentsQuery).data ?? []).filter(s => conditionOf(s) !== null);

  const journeys = files.filter(f => f.kind === 'journey' || f.kind === 'campaign');
  const messages = [...new Set(files.filter(f => f.kind === 'email' || f.kind === 'line').map(f => f.name))].sort();
  const taken = new Set(journeys.map(f => f.name));
  const id = written ?? freshId(tidyId(name, idMax('journey')) || (begun.isCopy ? begun.source : bases[trigger]), taken, idMax('journey'));
  const create = useCreate();
  const act = useMutation({
    mutationFn: () =>
      begun.isCopy
        ? create.copy({ id, name: name.trim(), source: begun.source, copiesMessages })
        : create.begin({ id, name: name.trim(), trigger, channels: channels.split(',') as ('email' | 'line')[], message: first === 'existing' ? existing || (messages[0] ?? null) : null, subject: first === 'new' ? subject.trim() : null, segment: segments.find(s => s.id === segment) ?? null }),
    onSuccess: () => navigate({ to: '/journeys/$id/edit', params: { id } }),
  });
  const needsSubject = first === 'new' && channels.includes('email');
  const isPossible = name.trim() !== '' && idFault('journey', id, taken) === null && (begun.isCopy ? begun.source !== '' : !needsSubject || subject.trim() !== '');
  const labelOf = (file: (typeof journeys)[number]) => (file.title === null || file.title === undefined ? file.name : say(file.title));
  return (
    <form
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        act.mutate();
      }}
    >
      <Stack gap="md">
        <TextInput label={t('name')} value={name} data-autofocus onChange={event => setName(event.currentTarget.value)} />
        <Start of="starts" begun={begun} sources={journeys.map(f => ({ value: f.name, label: labelOf(f) }))} onChoose={setBegun} />
        {begun.isCopy ? (
          <Checkbox label={t('copyMessages')} description={t('copyMessagesHint')} checked={copiesMessages} onChange={event => setCopiesMessages(event.currentTarget.checked)} />
        ) : (
          <>
            <NativeSelect label={e('trigger')} value={trigger} data={[...Object.keys(beginnings), 'broadcast'].map(value => ({ value, label: common(`journeys.trigger.${value as TriggerType}`) }))} onChange={event => setTrigger(event.currentTarget.value as TriggerType)} />
            {trigger === 'broadcast' && segments.length > 0 && <NativeSelect label={t('segment')} description={t('segmentHint')} value={segment} data={[{ value: '', label: t('segmentAll') }, ...segments.map(s => ({ value: s.id, label: s.name }))]} onChange={event => setSegment(event.currentTarget.value)} />}
            <NativeSelect label={t('first')} value={first} data={(['new', 'existing', 'none'] as const).filter(value => value !== 'existing' || messages.length > 0).map(value => ({ value, label: t(`firsts.${value}`) }))} onChange={event => setFirst(event.currentTarget.value as First)} />
            {first === 'existing' && <NativeSelect label={t('existing')} value={existing} data={messages.map(value => ({ value, label: names(value) }))} onChange={event => setExisting(event.currentTarget.value)} />}
            {first !== 'none' && (
              <NativeSelect label={t('channels')} value={channels} data={[{ value: 'line,email', label: t('both') }, { value: 'email', label: common('channel.email') }, { value: 'line', label: common('channel.line') }]} onChange={event => setChannels(event.currentTarget.value as MessageKinds)} />
            )}
            {needsSubject && <TextInput label={t('subject')} value={subject} onChange={event => setSubject(event.currentTarget.value)} />}
          </>
        )}
        <IdField label={t('id')} kind="journey" value={id} taken={taken} onWrite={setWritten} />
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

/** What it takes to begin: messages first, so that no journey names one that is not there. */
function useCreate() {
  const queries = useQueryClient();
  const files = useQuery(templatesQuery).data ?? [];
  const today = useQuery(shopQuery).data?.today ?? new Date().toISOString().slice(0, 10);
  const make = useMake('marketing');
  const taken = new Set(files.filter(f => f.kind === 'email' || f.kind === 'line').map(f => f.name));
  const known = () => queries.invalidateQueries({ predicate: ({ queryKey: [first] }) => first === 'templates' || first === 'drafts' || first === 'editing' });
  return {
    async begin({ id, name, trigger, channels, message, subject, segment }: { id: string; name: string; trigger: TriggerType; channels: readonly ('email' | 'line')[]; message: string | null; subject: string | null; segment: Schemas['SegmentItem'] | null }) {
      const condition = segment === null ? null : conditionOf(segment);
      const first = subject === null ? message : freshId(`${id}-first`, taken, idMax('email'));
      if (subject !== null) {
        await make({ id: first!, subject, kinds: channels, begun: { isCopy: false, source: '' } });
      }
      const says: JsonMap = trigger === 'broadcast' ? { type: 'broadcast', on: addDays(today, daysAhead), ...(condition === null ? {} : { segment: condition }) } : beginnings[trigger];
      await createFile({ kind: trigger === 'broadcast' ? 'campaign' : 'journey', name: id, text: journeyText({ id, name, purpose: 'marketing', trigger: says, first: first === null ? null : { message: first, channels } }) });
      await known();
    },
    async copy({ id, name, source, copiesMessages }: { id: string; name: string; source: string; copiesMessages: boolean }) {
      const from = files.find(f => (f.kind === 'journey' || f.kind === 'campaign') && f.name === source)!;
      const text = await newestText(from.kind, source, from.hasDraft);
      const copies = new Map<string, string>();
      for (const message of copiesMessages ? messagesOf(text) : []) {
        const to = freshId(message, taken, idMax('email'));
        taken.add(to);
        copies.set(message, to);
        for (const file of files.filter(f => (f.kind === 'email' || f.kind === 'line') && f.name === message)) {
          await createFile({ kind: file.kind, name: to, text: await newestText(file.kind, message, file.hasDraft) });
        }
      }
      await createFile({ kind: from.kind, name: id, text: copiedJourney(text, id, name, copies) });
      await known();
    },
  };
}
