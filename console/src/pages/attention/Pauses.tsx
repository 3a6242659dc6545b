import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOwnName } from '../../app/ownName';
import { api, done, type Schemas } from '../../api/client';
import { useJourneyNames } from '../../api/queries';
import { Problem } from '../../parts/Problem';
import { Sheet } from '../../parts/Sheet';
import { useFormats, useSay } from '../../parts/words';

/** Journeys that paused by themselves; a person says who lets them go on, and why. */
export function Pauses({ items }: { items: readonly Schemas['PauseItem'][] }) {
  const { t } = useTranslation();
  const say = useSay();
  const formats = useFormats();
  const names = useJourneyNames();
  const [resuming, setResuming] = useState<string | null>(null);
  return (
    <Sheet title={t('attention.pauses')} lead={t('attention.pausesText')}>
      <Stack>
        {items.map(p => (
          <Group key={p.journeyId} justify="space-between">
            <div>
              <Text fw={600}>
                <Link to="/journeys/$id" params={{ id: p.journeyId }}>
                  {say(names(p.journeyId))}
                </Link>
              </Text>
              <Text size="sm" c="dimmed">
                {p.cause === 'bounces' ? t('home.attention.pauseBounces', { bounced: p.bounced }) : t('home.attention.pauseComplaints', { complained: p.complained })}　{t('attention.since', { time: formats.instant(p.at) })}
              </Text>
            </div>
            <Button variant="default" onClick={() => setResuming(p.journeyId)}>
              {t('attention.resume')}
            </Button>
          </Group>
        ))}
      </Stack>
      <Modal.Root opened={resuming !== null} onClose={() => setResuming(null)}>
        <Modal.Overlay />
        <Modal.Content>
          <Modal.Header role="none">
            <Modal.Title>{resuming && t('attention.resumeTitle', { name: say(names(resuming)) })}</Modal.Title>
            <Modal.CloseButton aria-label={t('common.close')} />
          </Modal.Header>
          <Modal.Body>{resuming !== null && <Resume journey={resuming} onDone={() => setResuming(null)} />}</Modal.Body>
        </Modal.Content>
      </Modal.Root>
    </Sheet>
  );
}

function Resume({ journey, onDone }: { journey: string; onDone: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { name: by, isKnown, write: setBy } = useOwnName();
  const [why, setWhy] = useState('');
  const resume = useMutation({
    mutationFn: () => done(api.POST('/api/pauses/{id}/resume', { params: { path: { id: journey } }, body: { by: by.trim(), why: why.trim() } })),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['pauses'] });
      onDone();
    },
  });
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        resume.mutate();
      }}
    >
      <Stack>
        <Text size="sm">{t('attention.resumeText')}</Text>
        <TextInput label={t('attention.by')} value={by} onChange={event => setBy(event.currentTarget.value)} readOnly={isKnown} required withAsterisk={false} data-autofocus />
        <Textarea label={t('attention.why')} value={why} onChange={event => setWhy(event.currentTarget.value)} required withAsterisk={false} autosize minRows={2} />
        {resume.isError && <Problem error={resume.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t('attention.cancel')}
          </Button>
          <Button type="submit" loading={resume.isPending} disabled={by.trim() === '' || why.trim() === ''}>
            {t('attention.resume')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
