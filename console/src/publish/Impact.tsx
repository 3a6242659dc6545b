import { Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { journeyQuery, useMessageTitles } from '../api/queries';
import { useFormats, useSay } from '../parts/words';
import classes from '../parts/parts.module.css';

/** A step as people know it: by what its message is called; one that is new, or sends none, by its id. */
function useStepNames(journey: Schemas['PreviewedJourney']): (id: string) => string {
  const steps = useQuery({ ...journeyQuery(journey.id), enabled: journey.before !== null }).data?.steps ?? [];
  const titles = useMessageTitles(journey.before === null ? [] : [journey.id]);
  return id => {
    const message = steps.find(step => step.id === id)?.messageId;
    return message == null ? id : titles(message);
  };
}

/** What a publication changes, and who stands where in it. */
export function Impact({ preview }: { preview: Schemas['PublishPreview'] }) {
  const { t } = useTranslation('publish');
  return (
    <Stack gap="lg">
      {preview.journeys.map(journey => (
        <JourneyImpact key={journey.id} journey={journey} />
      ))}
      {preview.models.map(model => (
        <Text key={model.id}>{t('model', { id: model.id, after: model.after })}</Text>
      ))}
    </Stack>
  );
}

function JourneyImpact({ journey }: { journey: Schemas['PreviewedJourney'] }) {
  const { t } = useTranslation('publish');
  const say = useSay();
  const formats = useFormats();
  const names = useStepNames(journey);
  const steps = [
    ['added', journey.stepsAdded],
    ['removed', journey.stepsRemoved],
    ['changed', journey.stepsChanged],
  ] as const;
  return (
    <section>
      <Title order={3}>{say(journey.title)}</Title>
      <Text>{journey.before === null ? t('first') : t('version', { before: journey.before, after: journey.after })}</Text>
      {steps.map(([what, ids]) => ids.length > 0 && <Text key={what} size="sm">{`${t(what)}: ${ids.map(names).join('、')}`}</Text>)}
      <Text fw={600} mt="sm">
        {t('inside')}
      </Text>
      {journey.inside.length === 0 ? (
        <Text size="sm">{t('insideNone')}</Text>
      ) : (
        <Standing journey={journey} />
      )}
      <Text size="xs" c="dimmed">
        {t('insideAt', { time: formats.instant(journey.countedAt) })}
      </Text>
    </section>
  );
}

function Standing({ journey }: { journey: Schemas['PreviewedJourney'] }) {
  const { t } = useTranslation('publish');
  const { t: common } = useTranslation();
  const names = useStepNames(journey);
  const moves = journey.inside.some(place => place.move !== null);
  const wordsOf = ({ outcome, step, reason }: Schemas['StandingMove']) =>
    outcome === 'go' ? t('moves.go', { step: names(step ?? '') }) : outcome === 'end' ? t('moves.end') : t(`moves.${reason ?? 'no-place'}`);
  return (
    <Table.ScrollContainer minWidth={480}>
      <Table className={classes.table} aria-label={t('inside')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('columns.where')}</Table.Th>
            <Table.Th>{t('columns.version')}</Table.Th>
            <Table.Th className={classes.number}>{t('columns.people')}</Table.Th>
            {moves && <Table.Th>{t('columns.moved')}</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {journey.inside.map(place => (
            <Table.Tr key={[place.version, place.step, place.move?.outcome, place.move?.step].join(':')}>
              <Table.Td>{place.step === null ? t('passed') : t('before', { step: names(place.step) })}</Table.Td>
              <Table.Td>{t('versionOf', { version: place.version })}</Table.Td>
              <Table.Td className={classes.number}>{common('common.people', { count: place.inside })}</Table.Td>
              {moves && <Table.Td>{place.move == null ? '' : wordsOf(place.move)}</Table.Td>}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
