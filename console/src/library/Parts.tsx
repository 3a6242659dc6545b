import { Badge, Button, Group, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { templatesQuery } from '../editor/draft/server';
import { useMessageWords } from '../editor/words';
import { Empty } from '../parts/Empty';
import { Loaded } from '../parts/Loaded';
import { Sheet } from '../parts/Sheet';
import { useFormats, useSay } from '../parts/words';
import classes from '../parts/parts.module.css';
import { NewPart } from './NewPart';

/** Pieces of messages that are written once, and where they are included. */
export function Parts() {
  const { t } = useTranslation('messages');
  const navigate = useNavigate();
  const [isNew, setNew] = useState(false);
  return (
    <>
      <Loaded query={useQuery({ ...templatesQuery, refetchOnMount: 'always' })} rows={6}>
        {files => <List parts={files.filter(f => f.kind === 'part')} onNew={() => setNew(true)} />}
      </Loaded>
      <NewPart opened={isNew} onClose={() => setNew(false)} onCreated={name => void navigate({ to: '/messages/$kind/$name', params: { kind: 'part', name } })} />
      <Text size="sm" c="dimmed" mt="md">
        {t('parts.hint')}
      </Text>
    </>
  );
}

function List({ parts, onNew }: { parts: readonly Schemas['TemplateItem'][]; onNew: () => void }) {
  const { t } = useTranslation('messages');
  return (
    <Sheet title={t('parts.title')} aside={<Button onClick={onNew}>{t('parts.new')}</Button>} flush={parts.length > 0}>
      {parts.length === 0 ? (
        <Empty icon="mail" title={t('parts.none')}>
          {t('parts.noneHint')}
        </Empty>
      ) : (
        <Table.ScrollContainer minWidth={640}>
          <Table className={classes.table} highlightOnHover aria-label={t('parts.title')}>
            <Table.Thead>
              <Table.Tr>
                {(['name', 'usedIn', 'published'] as const).map(column => (
                  <Table.Th key={column}>{t(`parts.columns.${column}`)}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {parts.map(part => (
                <Row key={part.name} part={part} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Sheet>
  );
}

function Row({ part }: { part: Schemas['TemplateItem'] }) {
  const { t } = useTranslation('messages');
  const { t: c } = useTranslation('creating');
  const say = useSay();
  const formats = useFormats();
  return (
    <Table.Tr>
      <Table.Td>
        <Link to="/messages/$kind/$name" params={{ kind: 'part', name: part.name }} className={classes.rowLink} lang="ja">
          {part.title === null ? part.name : say(part.title)}
        </Link>
        <Text size="xs" c="dimmed">
          {`{{> ${part.name}}}`}
        </Text>
      </Table.Td>
      <Table.Td>
        {part.usedIn.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t('parts.unused')}
          </Text>
        ) : (
          <Uses of={part.usedIn} />
        )}
      </Table.Td>
      <Table.Td className={classes.nowrap}>
        {part.publishedAt === null ? c('neverPublished') : formats.day(formats.dayOf(part.publishedAt))}
        {part.hasDraft && (
          <Badge variant="light" color="nando" ml={8}>
            {c('hasDraft')}
          </Badge>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

/** Messages and parts, each with the way to it. */
export function Uses({ of }: { of: readonly Schemas['TemplateRef'][] }) {
  const names = useMessageWords();
  const { t } = useTranslation('publish');
  return (
    <Group gap="xs">
      {of.map(({ kind, name }) => (
        <Text key={`${kind}:${name}`} size="sm" component="span">
          <Link to="/messages/$kind/$name" params={{ kind, name }} style={{ color: 'inherit' }} lang="ja">
            {kind === 'part' ? name : names(name)}
          </Link>
          <Text component="span" size="xs" c="dimmed">{` ${t(`kinds.${kind}`)}`}</Text>
        </Text>
      ))}
    </Group>
  );
}
