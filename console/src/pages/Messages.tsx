import '../editor/texts';
import { Badge, Button, Group, Table, Tabs, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { useJourneyNames } from '../api/queries';
import { messageTabs } from '../app/messageTabs';
import { NewMessage } from '../creating/NewMessage';
import { templatesQuery } from '../editor/draft/server';
import { useMessageWords } from '../editor/words';
import { Images } from '../library/Images';
import { Parts } from '../library/Parts';
import { Empty } from '../parts/Empty';
import { Icon } from '../parts/Icon';
import { Loaded } from '../parts/Loaded';
import { PageFrame, Sheet } from '../parts/Sheet';
import { useFormats, useSay } from '../parts/words';
import classes from '../parts/parts.module.css';

const route = getRouteApi('/messages');

type File = Schemas['TemplateItem'];

/** A message with its texts, one for each channel. */
interface Entry {
  id: string;
  texts: File[];
}

/** The texts that journeys send, and those that none sends yet. */
export function Messages() {
  const { t } = useTranslation('creating');
  const navigate = useNavigate();
  const { tab = 'messages' } = route.useSearch();
  const files = useQuery(templatesQuery);
  const [isNew, setNew] = useState(false);
  return (
    <PageFrame title={t('messages')} lead={t('messagesLead')} aside={tab === 'messages' && <Button onClick={() => setNew(true)}>{t('message')}</Button>}>
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={value => {
          const next = messageTabs.find(name => name === value);
          void navigate({ to: '/messages', search: next === undefined || next === 'messages' ? {} : { tab: next }, replace: true });
        }}
      >
        <Tabs.List mb={20}>
          {messageTabs.map(name => (
            <Tabs.Tab key={name} value={name}>
              {t(`tabs.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="messages">
          <Loaded query={files} rows={10}>
            {items => <List entries={entriesOf(items)} />}
          </Loaded>
        </Tabs.Panel>
        <Tabs.Panel value="parts">
          <Parts />
        </Tabs.Panel>
        <Tabs.Panel value="images">
          <Images />
        </Tabs.Panel>
      </Tabs>
      <NewMessage opened={isNew} base="message" onClose={() => setNew(false)} onCreated={(name, kind) => void navigate({ to: '/messages/$kind/$name', params: { kind, name } })} />
    </PageFrame>
  );
}

function entriesOf(files: readonly File[]): Entry[] {
  const entries = new Map<string, File[]>();
  for (const file of files.filter(f => f.kind === 'email' || f.kind === 'line')) {
    entries.set(file.name, [...(entries.get(file.name) ?? []), file]);
  }
  return [...entries].map(([id, texts]) => ({ id, texts })).sort((a, b) => (a.id < b.id ? -1 : 1));
}

function List({ entries }: { entries: readonly Entry[] }) {
  const { t } = useTranslation('creating');
  const names = useMessageWords();
  const [search, setSearch] = useState('');
  const wanted = search.normalize('NFKC').trim().toLowerCase();
  const found = entries.filter(e => e.id.includes(wanted) || names(e.id).toLowerCase().includes(wanted));
  if (entries.length === 0) {
    return (
      <Sheet>
        <Empty icon="mail" title={t('none')}>
          {t('noneHint')}
        </Empty>
      </Sheet>
    );
  }
  return (
    <Sheet flush>
      <Group px={20} pb={14}>
        <TextInput label={t('find')} value={search} leftSection={<Icon name="search" size={16} />} onChange={event => setSearch(event.currentTarget.value)} w={320} />
      </Group>
      {found.length === 0 ? (
        <Empty icon="mail" title={t('noneFound')} />
      ) : (
        <Table.ScrollContainer minWidth={760}>
          <Table className={classes.table} highlightOnHover aria-label={t('caption')}>
            <Table.Thead>
              <Table.Tr>
                {(['message', 'channels', 'usedBy', 'published'] as const).map(column => (
                  <Table.Th key={column}>{t(`columns.${column}`)}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {found.map(entry => (
                <Row key={entry.id} entry={entry} title={names(entry.id)} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Sheet>
  );
}

function Row({ entry: { id, texts }, title }: { entry: Entry; title: string }) {
  const { t } = useTranslation('creating');
  const { t: common } = useTranslation();
  const say = useSay();
  const formats = useFormats();
  const journeys = useJourneyNames();
  const users = [...new Set(texts.flatMap(f => f.usedBy))];
  const published = texts.flatMap(f => f.publishedAt ?? []).sort().at(-1);
  return (
    <Table.Tr>
      <Table.Td>
        <Link to="/messages/$kind/$name" params={{ kind: texts[0]!.kind, name: id }} className={classes.rowLink} lang="ja">
          {title}
        </Link>
        <Text size="xs" c="dimmed">
          {id}
        </Text>
      </Table.Td>
      <Table.Td className={classes.nowrap}>
        <Group gap="sm" wrap="nowrap">
          {texts.map(file => (
            <Link key={file.kind} to="/messages/$kind/$name" params={{ kind: file.kind, name: id }} className={classes.channel} style={{ color: 'inherit' }}>
              <Icon name={file.kind === 'line' ? 'line' : 'mail'} size={17} />
              {common(`channel.${file.kind === 'line' ? 'line' : 'email'}`)}
            </Link>
          ))}
        </Group>
      </Table.Td>
      <Table.Td>
        {users.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t('unused')}
          </Text>
        ) : (
          users.map((user, at) => (
            <span key={user}>
              {at > 0 && '、'}
              <Link to="/journeys/$id" params={{ id: user }} style={{ color: 'inherit' }}>
                {say(journeys(user))}
              </Link>
            </span>
          ))
        )}
      </Table.Td>
      <Table.Td className={classes.nowrap}>
        {published === undefined ? t('neverPublished') : formats.day(formats.dayOf(published))}
        {texts.some(f => f.hasDraft) && (
          <Badge variant="outline" color="nando" radius="sm" tt="none" ml={8}>
            {t('hasDraft')}
          </Badge>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
