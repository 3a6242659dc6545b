import '../editor/texts';
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/problem';
import { NewMessage } from '../creating/NewMessage';
import { fileQuery } from '../editor/draft/server';
import { Editor } from '../messages/Editor';
import type { MessageKind } from '../messages/server';
import { Empty } from '../parts/Empty';
import { Loaded } from '../parts/Loaded';
import { PageFrame, Sheet } from '../parts/Sheet';

const inJourney = getRouteApi('/journeys/$id/messages/$kind/$name');
const inLibrary = getRouteApi('/messages/$kind/$name');

const kindOf = (wanted: string): MessageKind => (wanted === 'line' || wanted === 'part' ? wanted : 'email');

/** A message as a step of a journey sends it: the way back leads there. */
export function MessageEditor() {
  const { id, kind, name } = inJourney.useParams();
  return <OpenMessage kind={kindOf(kind)} name={name} journey={id} />;
}

/** The same from the list of messages. */
export function LibraryMessageEditor() {
  const { kind, name } = inLibrary.useParams();
  return <OpenMessage kind={kindOf(kind)} name={name} journey={null} />;
}

function OpenMessage({ kind, name, journey }: { kind: MessageKind; name: string; journey: string | null }) {
  const file = useQuery(fileQuery([kind], name));
  if (file.data !== undefined) {
    return <Editor key={`${kind}:${name}:${file.dataUpdatedAt}`} file={file.data} kind={kind} journey={journey} />;
  }
  return (
    <PageFrame title={name}>{file.error instanceof ApiProblem && file.error.kind === 'missing' && kind !== 'part' ? <Unwritten kind={kind} name={name} /> : <Loaded query={file}>{() => null}</Loaded>}</PageFrame>
  );
}

/** Nobody has written it for this channel yet. */
function Unwritten({ kind, name }: { kind: Exclude<MessageKind, 'part'>; name: string }) {
  const { t } = useTranslation('creating');
  const { t: common } = useTranslation();
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  return (
    <Sheet>
      <Empty icon={kind === 'line' ? 'line' : 'mail'} title={t('missing')}>
        {t('missingText', { name, channel: common(`channel.${kind}`) })}
      </Empty>
      <Button display="block" mx="auto" onClick={() => setOpen(true)}>
        {t('write')}
      </Button>
      <NewMessage opened={isOpen} base={name} only={{ kind, name }} onClose={() => setOpen(false)} onCreated={() => void queries.resetQueries({ queryKey: ['editing'] })} />
    </Sheet>
  );
}
