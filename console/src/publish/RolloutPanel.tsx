import { Alert, Badge, Button, Group, Stack, Table, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOwnName } from '../app/ownName';
import type { Schemas } from '../api/client';
import { meQuery, rolloutsQuery } from '../api/queries';
import { Dialog } from '../editor/Dialog';
import { Icon } from '../parts/Icon';
import { Loaded } from '../parts/Loaded';
import { Problem } from '../parts/Problem';
import { Sheet } from '../parts/Sheet';
import { useFormats, useSay } from '../parts/words';
import classes from '../parts/parts.module.css';
import { actsOf, rolloutQuery, shareOf, steer, type RolloutAct } from './rollout';

/** A version that reaches customers in stages, with what is known of it and what a person can do; nothing where none does. */
export function RolloutPanel({ id, onBack }: { id: string; onBack: (version: number) => void }) {
  const isOpen = useQuery(rolloutsQuery).data?.some(r => r.journeyId === id) === true;
  const query = useQuery({ ...rolloutQuery(id), enabled: isOpen });
  return isOpen ? <Loaded query={query}>{body => <Panel id={id} body={body} onBack={onBack} />}</Loaded> : null;
}

function Panel({ id, body, onBack }: { id: string; body: Schemas['RolloutBody']; onBack: (version: number) => void }) {
  const { t } = useTranslation('publish');
  const formats = useFormats();
  const say = useSay();
  const role = useQuery(meQuery).data?.role;
  const [act, setAct] = useState<RolloutAct | null>(null);
  const r = body.rollout;
  const isStopped = r.state === 'stopped';
  const alarm = isStopped ? (body.entries[0]?.alarm ?? body.alarm) : body.alarm;
  return (
    <Sheet
      title={t('rollout.title', { version: r.version })}
      lead={isStopped ? t('rollout.stoppedLead', { base: r.baseVersion }) : t('rollout.lead', { percent: r.percent, base: r.baseVersion })}
    >
      <Stack gap="md">
        <Group gap="sm">
          <Group gap="xs" role="list" aria-label={t('rollout.stages')}>
            {r.percents.map((percent, index) => (
              <Badge key={percent} role="listitem" tt="none" size="lg" variant={index + 1 === r.stage ? 'filled' : 'light'} color={index + 1 !== r.stage ? 'gray' : isStopped ? 'shu' : 'take'} aria-current={index + 1 === r.stage ? 'step' : undefined}>
                {`${percent}%`}
              </Badge>
            ))}
          </Group>
          <Text size="sm" c="dimmed">
            {isStopped ? t('rollout.stoppedAt', { time: formats.instant(r.since) }) : r.movesOnAt === null ? '' : t('rollout.movesOnAt', { time: formats.instant(r.movesOnAt) })}
          </Text>
        </Group>
        {alarm !== null && (
          <Alert color="shu" variant="outline" icon={<Icon name="alert" />}>
            {say(alarm)}
          </Alert>
        )}
        <Figures body={body} />
        <Group gap="xs">
          {actsOf(r.acts, role).map(one => (
            <Button key={one} variant={one === 'stop' ? 'outline' : 'default'} {...(one === 'stop' ? { color: 'shu' } : {})} onClick={() => setAct(one)}>
              {t(`rollout.acts.${one}`)}
            </Button>
          ))}
          {actsOf(r.acts, role).length > 0 && (
            <Button variant="default" onClick={() => onBack(r.baseVersion)}>
              {t('rollout.back', { base: r.baseVersion })}
            </Button>
          )}
        </Group>
        <History entries={body.entries} />
      </Stack>
      <Dialog opened={act !== null} title={act === null ? '' : t(`rollout.acts.${act}`)} onClose={() => setAct(null)}>
        {act !== null && <Act id={id} act={act} rollout={r} onDone={() => setAct(null)} />}
      </Dialog>
    </Sheet>
  );
}

function Figures({ body }: { body: Schemas['RolloutBody'] }) {
  const { t } = useTranslation('publish');
  const formats = useFormats();
  const { rollout: r } = body;
  const kinds = ['complained', 'unsubscribed', 'failed'] as const;
  return (
    <>
      <Table.ScrollContainer minWidth={480}>
        <Table className={classes.table} aria-label={t('rollout.figures')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('columns.version')}</Table.Th>
              <Table.Th className={classes.number}>{t('rollout.messages')}</Table.Th>
              {kinds.map(kind => (
                <Table.Th key={kind} className={classes.number}>
                  {t(`rollout.${kind}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {([['new', r.version, body.new], ['base', r.baseVersion, body.base]] as const).map(([key, version, figures]) => (
              <Table.Tr key={key}>
                <Table.Td>{t(`rollout.${key}`, { version })}</Table.Td>
                <Table.Td className={classes.number}>{formats.count(figures.messages)}</Table.Td>
                {kinds.map(kind => (
                  <Table.Td key={kind} className={classes.number}>
                    {t('rollout.share', { count: formats.count(figures[kind]), share: shareOf(figures[kind], figures.messages) })}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Text size="sm" c="dimmed">
        {t('rollout.figuresHint', { min: body.messagesMin })}
      </Text>
    </>
  );
}

function History({ entries }: { entries: readonly Schemas['RolloutEntryBody'][] }) {
  const { t } = useTranslation('publish');
  const formats = useFormats();
  const say = useSay();
  return entries.length === 0 ? null : (
    <Stack gap={4}>
      <Text fw={600}>{t('rollout.history')}</Text>
      {entries.map(entry => (
        <Text key={`${entry.at} ${entry.state} ${entry.percent}`} size="sm">
          {[
            formats.instant(entry.at),
            entry.state === 'stopped' ? t('rollout.states.stopped') : t('rollout.states.running', { percent: entry.percent }),
            entry.by === null ? (entry.alarm === null ? t('rollout.byItself') : say(entry.alarm)) : [t('byWhom', { by: entry.by }), entry.why].filter(Boolean).join(': '),
          ].join('　')}
        </Text>
      ))}
    </Stack>
  );
}

/** What is about to be done, by whom and why: both are kept. */
function Act({ id, act, rollout: r, onDone }: { id: string; act: RolloutAct; rollout: Schemas['RolloutItem']; onDone: () => void }) {
  const { t } = useTranslation('publish');
  const queries = useQueryClient();
  const { name: by, isKnown, write: setBy } = useOwnName();
  const [why, setWhy] = useState('');
  const done = useMutation({
    mutationFn: () => steer(id, act, by.trim(), why.trim()),
    onSuccess: async () => {
      await queries.invalidateQueries({ predicate: ({ queryKey: [first] }) => ['rollouts', 'rollout', 'journeys', 'journey'].includes(String(first)) });
      onDone();
    },
  });
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        done.mutate();
      }}
    >
      <Stack>
        <Text size="sm">{t(`rollout.texts.${act}`, { version: r.version, base: r.baseVersion, percent: r.percents[act === 'resume' ? r.stage - 1 : r.stage] ?? 100 })}</Text>
        <TextInput label={t('by')} value={by} maxLength={200} onChange={event => setBy(event.currentTarget.value)} readOnly={isKnown} required withAsterisk={false} data-autofocus />
        <Textarea label={t('rollout.why')} description={t('whyHint')} value={why} maxLength={200} autosize minRows={2} onChange={event => setWhy(event.currentTarget.value)} required withAsterisk={false} />
        {done.isError && <Problem error={done.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={done.isPending} disabled={by.trim() === '' || why.trim() === ''}>
            {t(`rollout.acts.${act}`)}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
