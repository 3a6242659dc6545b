import { Alert, Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useOwnName } from '../app/ownName';
import type { Schemas } from '../api/client';
import { shopQuery } from '../api/queries';
import { ApiProblem } from '../api/problem';
import { Findings } from '../editor/panel/Findings';
import { addDays } from '../format/format';
import { Empty } from '../parts/Empty';
import { Icon } from '../parts/Icon';
import { Loaded } from '../parts/Loaded';
import { Problem } from '../parts/Problem';
import { Sheet } from '../parts/Sheet';
import { useSay } from '../parts/words';
import { Chosen } from './Chosen';
import { atOnce, hypothesesOf, isSize, keyOf, newKey, wayOf, type Expectations } from './choice';
import { Expect } from './Expect';
import { Impact } from './Impact';
import { previewQuery, publish } from './server';
import { Way } from './Way';

const checkAfterDays = 30;
const pauseMs = 500;

/** Makes drafts live, having shown what that does.
 *  @param first the drafts that are chosen until somebody chooses others.
 *  @param onward where to go on to when it is done. */
export function Publish({ drafts, first, onward }: { drafts: readonly Schemas['DraftItem'][]; first: readonly string[]; onward: ReactNode }) {
  const { t } = useTranslation('publish');
  const [chosen, setChosen] = useState<readonly string[]>(first);
  const wanted = drafts.filter(d => chosen.includes(keyOf(d)));
  const [said, setSaid] = useState<Expectations>(new Map());
  const [settled] = useDebouncedValue(said, pauseMs);
  const query = useQuery(previewQuery(wanted, hypothesesOf(settled)));
  const [published, setPublished] = useState<Schemas['PublishedBody'] | null>(null);
  if (published !== null) {
    return <Done onward={onward} published={published} journeys={query.data?.journeys ?? []} />;
  }
  if (drafts.length === 0) {
    return (
      <Sheet>
        <Empty icon="journey" title={t('nothing')}>
          {t('nothingHint')}
        </Empty>
      </Sheet>
    );
  }
  return (
    <>
      <Sheet>
        <Chosen drafts={drafts} chosen={chosen} preview={wanted.length > 0 ? query.data : undefined} onChoose={setChosen} />
      </Sheet>
      {wanted.length > 0 && (
        <Loaded query={query} rows={6}>
          {preview => (
            <>
              {preview.journeys.length + preview.models.length > 0 && (
                <Sheet title={t('impact')}>
                  <Impact preview={preview} />
                </Sheet>
              )}
              {preview.findings.length > 0 && (
                <Sheet title={t('findings')}>
                  <Findings findings={preview.findings} />
                </Sheet>
              )}
              <Decide preview={preview} drafts={wanted} said={said} onSay={setSaid} onDone={setPublished} onLook={() => void query.refetch()} />
            </>
          )}
        </Loaded>
      )}
    </>
  );
}

function Decide({ preview, drafts, said, onSay, onDone, onLook }: { preview: Schemas['PublishPreview']; drafts: readonly Schemas['DraftItem'][]; said: Expectations; onSay: (said: Expectations) => void; onDone: (published: Schemas['PublishedBody']) => void; onLook: () => void }) {
  const { t } = useTranslation('publish');
  const queries = useQueryClient();
  const today = useQuery(shopQuery).data?.today;
  const [key, setKey] = useState(newKey);
  const { name: by, isKnown, write: setBy } = useOwnName();
  const [why, setWhy] = useState('');
  const [way, setWay] = useState(atOnce);
  const how = wayOf(way);
  const untold = { text: '', metric: 'purchase' as const, expected: '', checkOn: today === undefined ? '' : addDays(today, checkAfterDays) };
  const act = useMutation({
    mutationFn: () => publish({ drafts: drafts.map(({ kind, name, tag }) => ({ kind, name, tag })), hypotheses: hypothesesOf(said), key, by: by.trim(), why: why.trim() || null, ...how! }),
    onSuccess: async done => {
      onDone(done);
      await queries.invalidateQueries({ predicate: ({ queryKey: [first] }) => ['journeys', 'journey', 'templates', 'drafts', 'inside', 'rollouts', 'experiments', 'ranks', 'coverage', 'report', 'rank-migration'].includes(String(first)) });
    },
    onError: error => {
      if (error instanceof ApiProblem && !error.isTemporary) {
        setKey(newKey()); // refused: what is asked next is another publication
      }
    },
  });
  const isWhole = [...said.values()].every(each => isSize(each.expected));
  const faults = preview.findings.some(f => f.severity === 'fault') || preview.drafts.some(d => d.isStale) || preview.moved.length > 0;
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        act.mutate();
      }}
    >
      <Stack gap={20}>
        {preview.journeys.length > 0 && (
          <Sheet title={t('expectation')} lead={t('expectationHint')}>
            <Stack>
              {preview.journeys.map(journey => (
                <Expect key={journey.id} journey={journey} isAlone={preview.journeys.length === 1} value={said.get(journey.id) ?? { ...untold, kind: journey.kind }} onChange={value => onSay(new Map(said).set(journey.id, value))} />
              ))}
            </Stack>
          </Sheet>
        )}
        <Sheet>
          <Stack>
            <Way preview={preview} value={way} onChange={setWay} />
            <TextInput label={t('by')} value={by} maxLength={200} onChange={event => setBy(event.currentTarget.value)} readOnly={isKnown} required withAsterisk={false} />
            <Textarea label={t(preview.needsWhy ? 'why' : 'whyOptional')} description={t('whyHint')} value={why} maxLength={200} autosize minRows={2} onChange={event => setWhy(event.currentTarget.value)} required={preview.needsWhy} withAsterisk={false} />
            {faults && (
              <Alert color="shu" variant="outline" icon={<Icon name="alert" />}>
                {t('blocked')}
              </Alert>
            )}
            {act.isError && <Problem error={act.error} retry={onLook} />}
            <Group justify="flex-end">
              <Button type="submit" loading={act.isPending} disabled={faults || !isWhole || how === null || by.trim() === '' || (preview.needsWhy && why.trim() === '')}>
                {t('publish')}
              </Button>
            </Group>
          </Stack>
        </Sheet>
      </Stack>
    </form>
  );
}

function Done({ onward, published, journeys }: { onward: ReactNode; published: Schemas['PublishedBody']; journeys: readonly Schemas['PreviewedJourney'][] }) {
  const { t } = useTranslation('publish');
  const say = useSay();
  return (
    <Sheet>
      <Empty icon="check" title={t('done')}>
        {published.versions.map(v => {
          const title = journeys.find(j => j.id === v.id)?.title;
          return (
            <Text key={v.id} component="span" display="block">
              {t('doneVersion', { name: title === undefined ? v.id : say(title), version: v.version })}
            </Text>
          );
        })}
        {onward}
      </Empty>
    </Sheet>
  );
}
