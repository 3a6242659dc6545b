import '../editor/texts';
import './texts';
import { Button, Group, SegmentedControl, Stack, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DraftOnly } from '../creating/DraftOnly';
import { Code } from '../editor/Code';
import { Discard } from '../editor/draft/Discard';
import { DraftNotices } from '../editor/draft/DraftNotices';
import { DraftState } from '../editor/draft/DraftState';
import { LeaveGuard } from '../editor/draft/LeaveGuard';
import type { OpenFile } from '../editor/draft/server';
import { useDraft } from '../editor/draft/useDraft';
import classes from '../editor/editor.module.css';
import { historyOf, redone, undone, written } from '../editor/model/history';
import { editedText } from '../editor/text/file';
import type { Edit } from '../editor/text/json';
import messages from '../messages/messages.module.css';
import { Icon } from '../parts/Icon';
import { LinkButton } from '../parts/LinkButton';
import { Loaded } from '../parts/Loaded';
import { useSay } from '../parts/words';
import { RankForm } from './RankForm';
import { trialQuery } from './server';
import { Trial } from './Trial';

const trialPauseMs = 600;

/** A rank model as a form or as text, beside what it would do to the shop's customers. */
export function Editor({ file }: { file: OpenFile }) {
  const { t } = useTranslation('ranks');
  const { t: e } = useTranslation('editor');
  const { t: p } = useTranslation('publish');
  const say = useSay();
  const navigate = useNavigate();
  const [history, setHistory] = useState(() => historyOf(file.draft?.text ?? file.published?.text ?? ''));
  const text = history.present;
  const keeping = useDraft(file, text);
  const { autosave } = keeping;
  const [side, setSide] = useState<'form' | 'yaml'>('form');
  const [settled] = useDebouncedValue(text, trialPauseMs);
  const trial = useQuery(trialQuery(file.name, settled));
  const remarks = useMemo(() => (trial.data?.faults ?? []).map(fault => ({ line: fault.line ?? 1, column: 1, severity: 'error' as const, text: fault.message })), [trial.data]);
  const type = (next: string) => setHistory(now => written(now, next, Date.now()));
  const edit = (...edits: Edit[]) => type(edits.reduce(editedText, text));
  const after = trial.data?.after ?? null;
  return (
    <div className={classes.frame}>
      <header className={classes.bar}>
        <div className={classes.barText}>
          <LinkButton to="/ranks" leftSection={<Icon name="left" size={14} />}>
            {t('back')}
          </LinkButton>
          <Title order={1} tabIndex={-1}>
            {t('title', { name: after === null ? file.name : say(after.name) })}
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
          <DraftOnly file={file} autosave={autosave} onRenamed={id => void navigate({ to: '/ranks/$id/edit', params: { id } })} onGone={() => void navigate({ to: '/ranks' })} />
          <LinkButton to="/ranks/$id/publish" params={{ id: file.name }} variant="filled" ml={0}>
            {p('go')}
          </LinkButton>
        </Group>
      </header>
      <DraftNotices file={file} keeping={keeping} text={text} onReplace={next => setHistory(now => written(now, next))} />
      <div className={classes.halves}>
        <div className={messages.left}>
          <SegmentedControl
            aria-label={e('side')}
            value={side}
            onChange={value => setSide(value === 'yaml' ? 'yaml' : 'form')}
            data={[
              { value: 'form', label: e('form') },
              { value: 'yaml', label: e('yaml') },
            ]}
          />
          {side === 'yaml' ? (
            <Code text={text} label={t('yaml')} remarks={remarks} reveal={null} onType={type} onUndo={() => setHistory(undone)} onRedo={() => setHistory(redone)} onLine={() => {}} />
          ) : (
            <section className={classes.panel} aria-label={e('form')} tabIndex={0}>
              <RankForm text={text} read={after} onEdit={edit} />
            </section>
          )}
        </div>
        <section className={classes.panel} aria-labelledby="panel-title" tabIndex={0}>
          <Stack gap="md">
            <Title order={2} id="panel-title">
              {t('trial')}
            </Title>
            <Loaded query={trial} rows={8}>
              {data => <Trial trial={data} />}
            </Loaded>
          </Stack>
        </section>
      </div>
      <LeaveGuard autosave={autosave} />
    </div>
  );
}
