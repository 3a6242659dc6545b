import { Button, Group, Stack, TagsInput, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NewMessage } from '../../creating/NewMessage';
import { LinkButton } from '../../parts/LinkButton';
import { templatesQuery, type Finding } from '../draft/server';
import { change, movement } from '../model/actions';
import { pathOf, type Journey, type Step } from '../model/journey';
import { isMap, valueAt, type Edit, type Json } from '../text/json';
import { listOf, textOf, type Words } from '../words';
import { Choice, NumberField, TextField } from './fields';
import { Findings } from './Findings';
import { lengthOf } from './times';
import { Ways } from './Ways';
import { WhenFields } from './WhenFields';

export type OnEdit = (...edits: Edit[]) => void;

/** A step as a form. */
export function StepPanel({ journey, step, words, messages, findings, onEdit, onRemove }: { journey: Journey; step: Step; words: Words; messages: readonly string[]; findings: readonly Finding[]; onEdit: OnEdit; onRemove: () => void }) {
  const { t } = useTranslation();
  const { t: e } = useTranslation('editor');
  const count = siblingsOf(journey, step);
  const move = (to: number) => {
    const edit = movement(step, { list: step.list, at: to });
    if (edit !== null) {
      onEdit(edit);
    }
  };
  return (
    <Stack gap="md">
      <div>
        <Text size="sm" c="dimmed">
          {step.kind === 'other' ? e('other') : t(`journey.step.${step.kind}`)}
        </Text>
        <Title order={2} tabIndex={-1} id="panel-title">
          {words.title(step)}
        </Title>
      </div>
      <Findings findings={findings} />
      <WhenFields step={step} onEdit={onEdit} />
      <Body journey={journey} step={step} words={words} messages={messages} onEdit={onEdit} />
      <Text size="xs" c="dimmed" title={e('idHint')}>
        {e('id', { id: step.id })}
      </Text>
      <Group gap="xs">
        <Button variant="default" size="compact-sm" disabled={step.at === 0} onClick={() => move(step.at - 1)}>
          {e('up')}
        </Button>
        <Button variant="default" size="compact-sm" disabled={step.at >= count - 1} onClick={() => move(step.at + 2)}>
          {e('down')}
        </Button>
        <Button variant="subtle" color="shu" size="compact-sm" onClick={onRemove}>
          {e('remove')}
        </Button>
      </Group>
    </Stack>
  );
}

function siblingsOf(journey: Journey, step: Step): number {
  const list = valueAt(journey.says, step.list);
  return Array.isArray(list) ? list.length : 0;
}

function Body({ journey, step, words, messages, onEdit }: { journey: Journey; step: Step; words: Words; messages: readonly string[]; onEdit: OnEdit }) {
  const { t: e } = useTranslation('editor');
  const path = pathOf(step);
  switch (step.kind) {
    case 'send':
      return <Send journey={journey} step={step} words={words} messages={messages} onEdit={onEdit} />;
    case 'wait-for':
      return <WaitFor step={step} onEdit={onEdit} />;
    case 'branch':
      return <Ways journey={journey} step={step} words={words} onEdit={onEdit} />;
    case 'split':
      return (
        <>
          <Text size="sm">{e('split.hint')}</Text>
          <Ways journey={journey} step={step} words={words} onEdit={onEdit} />
        </>
      );
    case 'tag':
      return <Tags step={step} onEdit={onEdit} />;
    case 'webhook':
      return <TextField label={e('webhook.name')} hint={e('webhook.hint')} value={textOf(step.says['webhook'])} required onWrite={name => onEdit(change(path, 'webhook', name))} />;
    case 'exit':
      return <Text>{e('exitText')}</Text>;
    case 'other':
      return <Text>{e('otherText')}</Text>;
    case 'wait':
      return null;
  }
}

const channelChoices: readonly (readonly string[])[] = [['line', 'email'], ['email', 'line'], ['line'], ['email']];

function Send({ journey, step, words, messages, onEdit }: { journey: Journey; step: Step; words: Words; messages: readonly string[]; onEdit: OnEdit }) {
  const { t: e } = useTranslation('editor');
  const path = pathOf(step);
  const send = isMap(step.says['send']) ? step.says['send'] : {};
  const expire = lengthOf(textOf(step.says['expire']));
  const id = textOf(journey.says['id']);
  const [isNew, setNew] = useState(false);
  return (
    <>
      <Choice label={e('send.message')} value={textOf(send['message'])} options={messages.map(id => [id, words.message(id) === id ? id : words.message(id) + e('bracket', { text: id })] as const)} onChoose={id => onEdit(change([...path, 'send'], 'message', id))} />
      <Choice label={e('send.channel')} value={listOf(send['channel']).join(',')} options={channelChoices.map(c => [c.join(','), words.channels(c)] as const)} onChoose={chosen => onEdit(change([...path, 'send'], 'channel', chosen.split(',')))} />
      <MessageLinks journey={id} message={textOf(send['message'])} channels={listOf(send['channel'])} />
      <Button variant="default" size="compact-sm" style={{ alignSelf: 'flex-start' }} onClick={() => setNew(true)}>
        {e('send.new')}
      </Button>
      <NewMessage
        opened={isNew}
        base={`${id}-${step.id}`}
        purpose={journey.says['purpose'] === 'transactional' ? 'transactional' : 'marketing'}
        onClose={() => setNew(false)}
        onCreated={message => {
          setNew(false);
          onEdit(change([...path, 'send'], 'message', message));
        }}
      />
      {(expire?.kind === 'days' || step.says['expire'] === undefined) && (
        <NumberField label={e('send.expire')} hint={e('send.expireHint')} value={expire?.kind === 'days' ? expire.days : null} min={1} onWrite={days => (days !== undefined || 'expire' in step.says) && onEdit(change(path, 'expire', days === undefined ? undefined : `${days}d`))} />
      )}
    </>
  );
}

/** To the message's texts, one for each channel. */
function MessageLinks({ journey, message, channels }: { journey: string; message: string; channels: readonly string[] }) {
  const { t } = useTranslation();
  const { t: e } = useTranslation('editor');
  const files = useQuery(templatesQuery).data;
  const isThere = (kind: string) => files === undefined || files.some(f => f.kind === kind && f.name === message);
  return (
    <Group gap="xs">
      {channels.map(
        kind =>
          (kind === 'email' || kind === 'line') && (
            <LinkButton key={kind} to="/journeys/$id/messages/$kind/$name" params={{ id: journey, kind, name: message }} ml={0}>
              {e(isThere(kind) ? 'send.see' : 'send.write') + e('bracket', { text: t(`channel.${kind}`) })}
            </LinkButton>
          ),
      )}
    </Group>
  );
}

function WaitFor({ step, onEdit }: { step: Step; onEdit: OnEdit }) {
  const { t: e } = useTranslation('editor');
  const path = [...pathOf(step), 'waitFor'];
  const says = isMap(step.says['waitFor']) ? step.says['waitFor'] : {};
  const timeout = lengthOf(textOf(says['timeout']));
  const isEvent = says['type'] === 'event';
  return (
    <>
      <Choice
        label={e('waitFor.what')}
        value={isEvent ? 'event' : 'order'}
        options={[['order', e('waitFor.order')], ['event', e('waitFor.event')]]}
        onChoose={type => onEdit(change(path, 'type', type), ...(type === 'event' ? [change(path, 'event', 'survey')] : 'event' in says ? [change(path, 'event', undefined)] : []))}
      />
      {isEvent && <TextField label={e('waitFor.name')} value={textOf(says['event'])} required onWrite={name => onEdit(change(path, 'event', name))} />}
      {timeout?.kind === 'days' && <NumberField label={e('waitFor.timeout') + e('bracket', { text: e('when.day') })} value={timeout.days} min={1} required onWrite={days => onEdit(change(path, 'timeout', `${days ?? 1}d`))} />}
    </>
  );
}

function Tags({ step, onEdit }: { step: Step; onEdit: OnEdit }) {
  const { t: e } = useTranslation('editor');
  const path = pathOf(step);
  const tag = isMap(step.says['tag']) ? step.says['tag'] : {};
  const write = (key: 'add' | 'remove', tags: string[]) => {
    const { [key]: _, ...others } = tag;
    onEdit(change(path, 'tag', tags.length === 0 ? others : ({ ...others, [key]: tags } as Json)));
  };
  return (
    <>
      <TagsInput label={e('tag.add')} description={e('tag.hint')} value={listOf(tag['add'])} onChange={tags => write('add', tags)} />
      <TagsInput label={e('tag.remove')} description={e('tag.hint')} value={listOf(tag['remove'])} onChange={tags => write('remove', tags)} />
    </>
  );
}

