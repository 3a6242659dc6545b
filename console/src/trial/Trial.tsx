import { Alert, Button, Group, Progress, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { ApiProblem } from '../api/problem';
import { Empty } from '../parts/Empty';
import { Icon } from '../parts/Icon';
import { Loaded } from '../parts/Loaded';
import { Problem } from '../parts/Problem';
import { Sheet } from '../parts/Sheet';
import { Ask } from './Ask';
import { Result } from './Result';
import { jobQuery, stop, type Job } from './server';

/** Asks which days are to pass again, watches them pass, and shows what came of it.
 *  @param text of the journey, which names its steps also where they are new. */
export function Trial({ id, job, today, drafts, text, onBegun }: { id: string; job: string | undefined; today: string; drafts: readonly Schemas['DraftItem'][]; text: string; onBegun: (job: string) => void }) {
  const { t } = useTranslation('trial');
  const queries = useQueryClient();
  const query = useQuery({ ...jobQuery(job ?? ''), enabled: job !== undefined, retry: (times, error) => times < 2 && !(error instanceof ApiProblem && error.kind === 'missing') });
  const isGone = query.error instanceof ApiProblem && query.error.kind === 'missing';
  return (
    <>
      <Sheet title={t('ask')}>
        <Ask
          today={today}
          drafts={drafts}
          isBusy={query.data?.state === 'running'}
          onBegun={begun => {
            queries.setQueryData(jobQuery(begun.id).queryKey, begun);
            onBegun(begun.id);
          }}
        />
      </Sheet>
      {job === undefined || isGone ? (
        <Sheet>
          <Empty icon="wait" title={t(isGone ? 'gone' : 'none')}>
            {t(isGone ? 'goneHint' : 'noneHint')}
          </Empty>
        </Sheet>
      ) : (
        <Loaded query={query} rows={6}>
          {it => (it.state === 'done' ? <Result id={id} job={it} text={text} /> : it.state === 'running' ? <Running job={it} /> : <Ended job={it} />)}
        </Loaded>
      )}
    </>
  );
}

function Running({ job }: { job: Job }) {
  const { t } = useTranslation('trial');
  const act = useMutation({ mutationFn: () => stop(job.id) });
  const words = job.days === 0 ? t('reading') : t('passed', { days: job.days, passed: job.passed });
  return (
    <Sheet title={t('running')}>
      <Stack gap="sm">
        <Progress value={job.days === 0 ? 0 : (job.passed / job.days) * 100} aria-label={t('running')} transitionDuration={200} />
        <Text size="sm">{words}</Text>
        <Text size="sm" c="dimmed">
          {t('leave')}
        </Text>
        {act.isError && <Problem error={act.error} />}
        <Group>
          <Button variant="default" onClick={() => act.mutate()} loading={act.isPending || act.isSuccess}>
            {t('stop')}
          </Button>
        </Group>
      </Stack>
    </Sheet>
  );
}

function Ended({ job }: { job: Job }) {
  const { t } = useTranslation('trial');
  return job.state === 'stopped' ? (
    <Sheet>
      <Empty icon="hand" title={t('stopped')}>
        {t('stoppedHint')}
      </Empty>
    </Sheet>
  ) : (
    <Alert color="shu" variant="outline" icon={<Icon name="alert" />} title={t('failed')} role="alert">
      <Text size="sm">{t('failedHint')}</Text>
      {job.fault !== null && (
        <Text size="sm" c="dimmed" lang="en">
          {job.fault}
        </Text>
      )}
    </Alert>
  );
}
