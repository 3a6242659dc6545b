import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../../api/client';
import { useJourneyNames } from '../../../api/queries';
import { Dialog } from '../../../editor/Dialog';
import { Loaded } from '../../../parts/Loaded';
import { Sheet } from '../../../parts/Sheet';
import { useFormats, useSay } from '../../../parts/words';
import { ActForm } from './ActForm';
import { runningQuery, stop } from './server';

/** The journeys in which the customer is, each with the way out. */
export function Inside({ customer, mayAct }: { customer: string; mayAct: boolean }) {
  const { t } = useTranslation('acts');
  const say = useSay();
  const formats = useFormats();
  const names = useJourneyNames();
  const [leaving, setLeaving] = useState<Schemas['EnrollmentItem'] | null>(null);
  const nameOf = (item: Schemas['EnrollmentItem']) => say(names(item.journeyId));
  return (
    <Sheet title={t('inside.title')}>
      <Loaded query={useQuery(runningQuery(customer))} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t('inside.none')}
            </Text>
          ) : (
            <Stack gap="sm">
              {items.map(item => (
                <Group key={item.enrollmentId} justify="space-between" wrap="nowrap">
                  <div>
                    <Link to="/journeys/$id" params={{ id: item.journeyId }}>
                      {nameOf(item)}
                    </Link>
                    <Text size="xs" c="dimmed">
                      {t('inside.since', { day: formats.day(item.triggeredOn) })}
                    </Text>
                  </div>
                  {mayAct && (
                    <Button variant="default" size="compact-sm" aria-label={t('inside.label', { journey: nameOf(item) })} onClick={() => setLeaving(item)}>
                      {t('inside.open')}
                    </Button>
                  )}
                </Group>
              ))}
            </Stack>
          )
        }
      </Loaded>
      <Dialog opened={leaving !== null} title={leaving === null ? '' : t('inside.stopTitle', { journey: nameOf(leaving) })} onClose={() => setLeaving(null)}>
        {leaving !== null && (
          <ActForm customer={customer} save={t('inside.save')} act={act => stop(customer, leaving.enrollmentId, act)} onClose={() => setLeaving(null)}>
            {t('inside.text')}
          </ActForm>
        )}
      </Dialog>
    </Sheet>
  );
}
