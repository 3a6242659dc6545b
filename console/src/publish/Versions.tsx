import '../editor/texts';
import { Badge, Button, Checkbox, Group, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOwnName } from '../app/ownName';
import type { Schemas } from '../api/client';
import { Dialog } from '../editor/Dialog';
import { Differences } from '../editor/Differences';
import { Loaded } from '../parts/Loaded';
import { Problem } from '../parts/Problem';
import { Sheet } from '../parts/Sheet';
import { useFormats } from '../parts/words';
import { RolloutPanel } from './RolloutPanel';
import { rollBack, versionQuery, versionsQuery } from './server';

/** What was published of a journey, and the way back. */
export function Versions({ id }: { id: string }) {
  const { t } = useTranslation('publish');
  const query = useQuery(versionsQuery(id));
  const [back, setBack] = useState<number | null>(null);
  return (
    <>
      <Loaded query={query}>
        {versions => (
          <Stack gap="md">
            <RolloutPanel id={id} onBack={setBack} />
            {versions.map(version => (
              <Version key={version.version} id={id} version={version} isNewest={version === versions[0]} onBack={() => setBack(version.version)} />
            ))}
          </Stack>
        )}
      </Loaded>
      <Dialog opened={back !== null} title={t('rollbackTitle', { version: back ?? 0 })} onClose={() => setBack(null)}>
        {back !== null && <Back id={id} version={back} onDone={() => setBack(null)} />}
      </Dialog>
    </>
  );
}

function Version({ id, version: v, isNewest, onBack }: { id: string; version: Schemas['VersionItem']; isNewest: boolean; onBack: () => void }) {
  const { t } = useTranslation('publish');
  const { t: common } = useTranslation();
  const { t: e } = useTranslation('editor');
  const formats = useFormats();
  const [isOpen, setOpen] = useState(false);
  return (
    <Sheet>
      <Group justify="space-between" align="flex-start">
        <div>
          <Group gap="xs">
            <Title order={2}>{t('versionOf', { version: v.version })}</Title>
            {v.isActive && (
              <Badge variant="light" color="take" tt="none">
                {t('active')}
              </Badge>
            )}
          </Group>
          <Text size="sm" c="dimmed">
            {[v.publishedAt !== null && formats.instant(v.publishedAt), v.by !== null && t('byWhom', { by: v.by }), `${t('inside')} ${common('common.people', { count: v.inside })}`].filter(Boolean).join('・')}
          </Text>
          {v.takesInside && <Text size="sm">{t('takesInside')}</Text>}
          {v.why !== null && <Text size="sm">{v.why}</Text>}
          {v.hypothesis != null && (
            <Text size="sm">
              {t('hypothesis')}: {v.hypothesis.text}
              {e('bracket', { text: [e(`metrics.${v.hypothesis.metric}`), v.hypothesis.expected].filter(Boolean).join(' ') })}
            </Text>
          )}
        </div>
        <Group gap="xs">
          {v.version > 1 && (
            <Button variant="default" size="compact-sm" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
              {t('compare')}
            </Button>
          )}
          {!isNewest && (
            <Button variant="default" size="compact-sm" onClick={onBack}>
              {t('rollback')}
            </Button>
          )}
        </Group>
      </Group>
      {isOpen && <Changes id={id} version={v.version} />}
    </Sheet>
  );
}

/** The files of a version that say something else than in the one before. */
function Changes({ id, version }: { id: string; version: number }) {
  const { t } = useTranslation('publish');
  const { t: e } = useTranslation('editor');
  const [before, after] = useQueries({ queries: [versionQuery(id, version - 1), versionQuery(id, version)] });
  return (
    <Loaded query={before!}>
      {old => (
        <Loaded query={after!}>
          {now => (
            <Stack gap="xs" mt="sm">
              {changesOf(old.files, now.files).map(change => (
                <section key={change.path}>
                  <Title order={3}>{t(`kinds.${change.kind}`) + e('quoted', { text: change.name })}</Title>
                  <Differences before={change.before} after={change.after} />
                </section>
              ))}
            </Stack>
          )}
        </Loaded>
      )}
    </Loaded>
  );
}

type File = Schemas['VersionFile'];

export function changesOf(before: readonly File[], after: readonly File[]): (Omit<File, 'text'> & { before: string; after: string })[] {
  const [old, now] = [new Map(before.map(f => [f.path, f])), new Map(after.map(f => [f.path, f]))];
  return [...new Set([...now.keys(), ...old.keys()])].flatMap(path => {
    const { kind, name } = (now.get(path) ?? old.get(path))!;
    const [a, b] = [old.get(path)?.text ?? '', now.get(path)?.text ?? ''];
    return a === b ? [] : [{ path, kind, name, before: a, after: b }];
  });
}

function Back({ id, version, onDone }: { id: string; version: number; onDone: () => void }) {
  const { t } = useTranslation('publish');
  const queries = useQueryClient();
  const { name: by, isKnown, write: setBy } = useOwnName();
  const [why, setWhy] = useState('');
  const [moves, setMoves] = useState(false);
  const act = useMutation({
    mutationFn: () => rollBack(id, version, by.trim(), why.trim(), moves ? 'move' : 'pin'),
    onSuccess: async () => {
      await queries.invalidateQueries({ predicate: ({ queryKey: [first] }) => ['journeys', 'journey', 'templates', 'rollouts', 'inside'].includes(String(first)) });
      onDone();
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
        <Text size="sm">{t('rollbackText', { version })}</Text>
        <TextInput label={t('by')} value={by} maxLength={200} onChange={event => setBy(event.currentTarget.value)} readOnly={isKnown} required withAsterisk={false} data-autofocus />
        <Textarea label={t('reason')} description={t('whyHint')} value={why} maxLength={200} autosize minRows={2} onChange={event => setWhy(event.currentTarget.value)} required withAsterisk={false} />
        <Checkbox label={t('rollbackMoves')} description={t('rollbackMovesHint')} checked={moves} onChange={event => setMoves(event.currentTarget.checked)} />
        {act.isError && <Problem error={act.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={act.isPending} disabled={by.trim() === '' || why.trim() === ''}>
            {t('rollback')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
