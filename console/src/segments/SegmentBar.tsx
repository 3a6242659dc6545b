import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { meQuery } from '../api/queries';
import type { Schemas } from '../api/client';
import type { CustomersSearch } from '../app/customersSearch';
import { Dialog } from '../editor/Dialog';
import { Problem } from '../parts/Problem';
import { filterOf, searchOf, shownSegment } from './filter';
import { addSegment, removeSegment, saveSegment, segmentsQuery } from './server';

type Segment = Schemas['SegmentItem'];
type Asked = { kind: 'add' } | { kind: 'rename' | 'remove'; segment: Segment };

const nameMax = 60;

/** The filters that the shop keeps under a name: one is chosen, and the present one is kept. */
export function SegmentBar({ search, onChoose }: { search: CustomersSearch; onChoose: (search: CustomersSearch) => void }) {
  const { t } = useTranslation();
  const { data: segments } = useQuery(segmentsQuery);
  const role = useQuery(meQuery).data?.role;
  const [asked, setAsked] = useState<Asked | null>(null);
  const shown = shownSegment(segments ?? [], search);
  const isFiltered = Object.keys(search).length > 0;
  const mayChange = role !== undefined && role !== 'viewer';
  if (segments === undefined || (segments.length === 0 && !(isFiltered && mayChange))) {
    return null;
  }
  return (
    <Group px={20} pb={10} gap="sm" align="flex-end">
      {segments.length > 0 && (
        <Select
          label={t('segments.saved')}
          placeholder={t('segments.choose')}
          data={segments.map(s => ({ value: s.id, label: s.name }))}
          value={shown?.id ?? null}
          onChange={id => onChoose(id === null ? {} : searchOf(segments.find(s => s.id === id)!))}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': t('segments.none') }}
          w={240}
        />
      )}
      {mayChange && shown === undefined && isFiltered && (
        <Button variant="default" onClick={() => setAsked({ kind: 'add' })}>
          {t('segments.add')}
        </Button>
      )}
      {mayChange && shown !== undefined && (
        <>
          <Button variant="default" onClick={() => setAsked({ kind: 'rename', segment: shown })}>
            {t('segments.rename')}
          </Button>
          <Button variant="default" onClick={() => setAsked({ kind: 'remove', segment: shown })}>
            {t('segments.remove')}
          </Button>
        </>
      )}
      <Dialog opened={asked !== null} title={asked === null ? '' : t(`segments.titles.${asked.kind}`)} onClose={() => setAsked(null)}>
        {asked !== null && <Ask asked={asked} search={search} onClose={() => setAsked(null)} />}
      </Dialog>
    </Group>
  );
}

function Ask({ asked, search, onClose }: { asked: Asked; search: CustomersSearch; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [name, setName] = useState(asked.kind === 'rename' ? asked.segment.name : '');
  const act = useMutation({
    mutationFn: async () => {
      if (asked.kind === 'remove') {
        await removeSegment(asked.segment);
      } else {
        await (asked.kind === 'add' ? addSegment(name, filterOf(search)) : saveSegment(asked.segment, name, filterOf(searchOf(asked.segment))));
      }
    },
    onSuccess: onClose,
    onSettled: () => queries.invalidateQueries({ queryKey: ['segments'] }),
  });
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        act.mutate();
      }}
    >
      <Stack>
        {asked.kind === 'remove' ? (
          <Text size="sm">{t('segments.removeText', { name: asked.segment.name })}</Text>
        ) : (
          <TextInput label={t('segments.name')} description={t('segments.nameHint')} value={name} maxLength={nameMax} onChange={event => setName(event.currentTarget.value)} required withAsterisk={false} data-autofocus />
        )}
        {act.isError && <Problem error={act.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('segments.cancel')}
          </Button>
          <Button type="submit" loading={act.isPending} disabled={asked.kind !== 'remove' && name.trim() === ''}>
            {t(`segments.acts.${asked.kind}`)}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
