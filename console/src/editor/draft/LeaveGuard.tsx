import { Button, Group, Text } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../Dialog';
import type { Autosave } from './autosave';

/** Asks before somebody goes on to another page while something could not be kept. What can be kept is kept on the way. */
export function LeaveGuard({ autosave }: { autosave: Autosave }) {
  const { t: e } = useTranslation('editor');
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: async () => {
      await autosave.flush();
      return !autosave.isSafe;
    },
    enableBeforeUnload: false,
    withResolver: true,
  });
  return (
    <Dialog opened={status === 'blocked'} title={e('leave')} onClose={() => reset?.()}>
      <Text size="sm">{e('leaveText')}</Text>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={() => proceed?.()}>
          {e('leaveGo')}
        </Button>
        <Button onClick={() => reset?.()}>{e('leaveStay')}</Button>
      </Group>
    </Dialog>
  );
}
