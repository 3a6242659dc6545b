import '../editor/texts';
import { Button, Group, Stack, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Code } from '../editor/Code';
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

const previewPauseMs = 400;

/** A message as text, beside what a customer gets of it. */
export function Editor({ file, kind, journey }: { file: OpenFile; kind: MessageKind; journey: string }) {
  const { t } = useTranslation('messages');
  const { t: e } = useTranslation('editor');
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
  const replace = (next: string) => setHistory(now => written(now, next));
  return (
    <div className={classes.frame}>
      <header className={classes.bar}>
        <div className={classes.barText}>
          <LinkButton to="/journeys/$id/edit" params={{ id: journey }} leftSection={<Icon name="left" size={14} />}>
            {t('back')}
          </LinkButton>
          <Title order={1} tabIndex={-1}>
            {t('title', { name: file.name })}
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
        </Group>
      </header>
      <DraftNotices file={file} keeping={keeping} text={text} onReplace={replace} />
      <div className={classes.halves}>
        <Code
          text={text}
          label={t(`text.${kind}`)}
          isYaml={kind === 'line'}
          remarks={remarks}
          reveal={null}
          onType={typed => setHistory(now => written(now, typed, Date.now()))}
          onUndo={() => setHistory(undone)}
          onRedo={() => setHistory(redone)}
          onLine={() => {}}
        />
        <section className={classes.panel} aria-labelledby="panel-title" tabIndex={0}>
          <Stack gap="md">
            <Title order={2} id="panel-title">
              {t('preview')}
            </Title>
            <Whose customer={customer} withOrder={withOrder} onCustomer={setCustomer} onOrder={setWithOrder} />
            <Loaded query={preview} rows={8}>
              {message => <Preview kind={kind} preview={message} />}
            </Loaded>
            <TestSend shown={shown} />
          </Stack>
        </section>
      </div>
      <LeaveGuard autosave={autosave} />
    </div>
  );
}
