import '../editor/texts';
import { Button, Group, Stack, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DraftOnly } from '../creating/DraftOnly';
import { Discard } from '../editor/draft/Discard';
import { DraftNotices } from '../editor/draft/DraftNotices';
import { DraftState } from '../editor/draft/DraftState';
import { LeaveGuard } from '../editor/draft/LeaveGuard';
import type { OpenFile } from '../editor/draft/server';
import { useDraft } from '../editor/draft/useDraft';
import classes from '../editor/editor.module.css';
import { historyOf, redone, undone, written } from '../editor/model/history';
import { Icon } from '../parts/Icon';
import { LinkButton } from '../parts/LinkButton';
import { Loaded } from '../parts/Loaded';
import { Preview } from './Preview';
import { previewQuery, type MessageKind } from './server';
import { TestSend } from './TestSend';
import { Whose } from './Whose';
import { Writing } from './Writing';

const previewPauseMs = 400;

/** A message as text, beside what a customer gets of it.
 *  @param journey the one whose step led here; null from the list of messages. */
export function Editor({ file, kind, journey }: { file: OpenFile; kind: MessageKind; journey: string | null }) {
  const { t } = useTranslation('messages');
  const { t: e } = useTranslation('editor');
  const { t: p } = useTranslation('publish');
  const [history, setHistory] = useState(() => historyOf(file.draft?.text ?? file.published?.text ?? ''));
  const text = history.present;
  const keeping = useDraft(file, text);
  const { autosave } = keeping;
  const [customer, setCustomer] = useState<string | null>(null);
  const [withOrder, setWithOrder] = useState(true);
  const [settled] = useDebouncedValue(text, previewPauseMs);
  const shown = { kind, name: file.name, text: settled, customer, withOrder };
  const preview = useQuery(previewQuery(shown));
  const remarks = useMemo(() => (preview.data?.faults ?? []).map(fault => ({ line: fault.line ?? 1, column: 1, severity: 'error' as const, text: fault.message })), [preview.data]);
  const navigate = useNavigate();
  const go = (name: string) => void (journey === null ? navigate({ to: '/messages/$kind/$name', params: { kind, name } }) : navigate({ to: '/journeys/$id/messages/$kind/$name', params: { id: journey, kind, name } }));
  const replace = (next: string) => setHistory(now => written(now, next));
  return (
    <div className={classes.frame}>
      <header className={classes.bar}>
        <div className={classes.barText}>
          {journey === null ? (
            <LinkButton to="/messages" search={kind === 'part' ? { tab: 'parts' } : {}} leftSection={<Icon name="left" size={14} />}>
              {t(kind === 'part' ? 'parts.back' : 'backToList')}
            </LinkButton>
          ) : (
            <LinkButton to="/journeys/$id/edit" params={{ id: journey }} leftSection={<Icon name="left" size={14} />}>
              {t('back')}
            </LinkButton>
          )}
          <Title order={1} tabIndex={-1}>
            {t(kind === 'part' ? 'parts.editing' : 'title', { name: file.name })}
          </Title>
        </div>
        <DraftState autosave={autosave} />
        <Group gap={6}>
          <Button variant="default" size="compact-sm" disabled={history.past.length === 0} onClick={() => setHistory(undone)}>
            {e('undo')}
          </Button>
          <Button variant="default" size="compact-sm" disabled={history.future.length === 0} onClick={() => setHistory(redone)}>
            {e('redo')}
          </Button>
          <Discard file={file} autosave={autosave} />
          <DraftOnly file={file} autosave={autosave} onRenamed={name => go(name)} onGone={() => (journey === null ? void navigate({ to: '/messages', search: kind === 'part' ? { tab: 'parts' } : {} }) : void navigate({ to: '/journeys/$id/edit', params: { id: journey } }))} />
          <LinkButton to="/messages/$kind/$name/publish" params={{ kind, name: file.name }} variant="filled" ml={0}>
            {p('go')}
          </LinkButton>
        </Group>
      </header>
      <DraftNotices file={file} keeping={keeping} text={text} onReplace={replace} />
      <div className={classes.halves}>
        <Writing text={text} kind={kind} remarks={remarks} onType={typed => setHistory(now => written(now, typed, Date.now()))} onReplace={replace} onUndo={() => setHistory(undone)} onRedo={() => setHistory(redone)} />
        <section className={classes.panel} aria-labelledby="panel-title" tabIndex={0}>
          <Stack gap="md">
            <Title order={2} id="panel-title">
              {t('preview')}
            </Title>
            <Whose customer={customer} withOrder={withOrder} onCustomer={setCustomer} onOrder={setWithOrder} />
            <Loaded query={preview} rows={8}>
              {message => <Preview kind={kind} preview={message} />}
            </Loaded>
            {kind !== 'part' && <TestSend shown={{ ...shown, kind }} />}
          </Stack>
        </section>
      </div>
      <LeaveGuard autosave={autosave} />
    </div>
  );
}
