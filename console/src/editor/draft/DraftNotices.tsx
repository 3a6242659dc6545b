import { Alert, Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../parts/Icon';
import { useFormats } from '../../parts/words';
import { Differences } from '../Differences';
import type { Autosave } from './autosave';
import { backup, type Backup } from './backup';
import type { OpenFile } from './server';
import type { DraftKeeping } from './useDraft';

/** What has happened to the draft that its writer must know, and decides. */
export function DraftNotices({ file, keeping: { autosave, isStale, rebase }, text, onReplace }: { file: OpenFile; keeping: DraftKeeping; text: string; onReplace: (text: string) => void }) {
  const key = `${file.kind}.${file.name}`;
  const [kept, setKept] = useState(() => backup.read(key));
  return (
    <>
      <ConflictNotice autosave={autosave} mine={text} onTheirs={onReplace} />
      {isStale && <StaleNotice published={file.published?.text ?? ''} mine={text} onSeen={rebase} />}
      {kept !== null && kept.text !== text && (
        <RecoverNotice
          kept={kept}
          now={text}
          onUse={() => {
            onReplace(kept.text);
            setKept(null);
          }}
          onDrop={() => {
            backup.drop(key);
            setKept(null);
          }}
        />
      )}
    </>
  );
}

/** Somebody else has changed the same draft: both are shown, and none is lost. */
function ConflictNotice({ autosave, mine, onTheirs }: { autosave: Autosave; mine: string; onTheirs: (text: string) => void }) {
  const { t: e } = useTranslation('editor');
  const [isOpen, setOpen] = useState(false);
  const conflict = autosave.conflict;
  if (conflict === null) {
    return null;
  }
  const theirs = conflict.text;
  return (
    <Alert color="shu" variant="outline" icon={<Icon name="alert" />} title={e(theirs === null ? 'conflictGone' : 'conflict')} role="alert">
      <Text size="sm">{e('conflictText')}</Text>
      {isOpen && theirs !== null && <Differences before={theirs} after={mine} />}
      <Group gap="xs" mt="xs">
        {theirs !== null && (
          <Button size="compact-sm" variant="default" onClick={() => setOpen(!isOpen)}>
            {e('compare')}
          </Button>
        )}
        <Button size="compact-sm" onClick={() => autosave.resolve()}>
          {e('mine')}
        </Button>
        {theirs !== null && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              autosave.resolve();
              onTheirs(theirs);
            }}
          >
            {e('theirs')}
          </Button>
        )}
      </Group>
    </Alert>
  );
}

/** This browser has what the server never got. */
function RecoverNotice({ kept, now, onUse, onDrop }: { kept: Backup; now: string; onUse: () => void; onDrop: () => void }) {
  const { t: e } = useTranslation('editor');
  const formats = useFormats();
  const [isOpen, setOpen] = useState(false);
  return (
    <Alert color="nando" variant="outline" icon={<Icon name="wait" />} title={e('recover')}>
      <Text size="sm">{e('recoverText', { time: formats.instant(kept.writtenAt) })}</Text>
      {isOpen && <Differences before={now} after={kept.text} />}
      <Group gap="xs" mt="xs">
        <Button size="compact-sm" variant="default" onClick={() => setOpen(!isOpen)}>
          {e('compare')}
        </Button>
        <Button size="compact-sm" onClick={onUse}>
          {e('recoverUse')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onDrop}>
          {e('recoverDrop')}
        </Button>
      </Group>
    </Alert>
  );
}

/** Other words were published since the draft began: going live with it as it is would undo them. */
function StaleNotice({ published, mine, onSeen }: { published: string; mine: string; onSeen: () => void }) {
  const { t: e } = useTranslation('editor');
  const [isOpen, setOpen] = useState(false);
  return (
    <Alert color="shu" variant="outline" icon={<Icon name="alert" />} title={e('stale')}>
      <Text size="sm">{e('staleText')}</Text>
      {isOpen && <Differences before={published} after={mine} />}
      <Group gap="xs" mt="xs">
        <Button size="compact-sm" variant="default" onClick={() => setOpen(!isOpen)}>
          {e('compare')}
        </Button>
        <Button size="compact-sm" onClick={onSeen}>
          {e('staleSeen')}
        </Button>
      </Group>
    </Alert>
  );
}
