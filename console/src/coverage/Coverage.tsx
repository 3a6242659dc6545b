import '../editor/texts';
import '../ranks/texts';
import { Button, List, Table, Text } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../api/client';
import { NewJourney } from '../creating/NewJourney';
import { Dialog } from '../editor/Dialog';
import { Loaded } from '../parts/Loaded';
import { Sheet } from '../parts/Sheet';
import { useFormats, useSay } from '../parts/words';
import { gapsOf, mapOf, stages, triggerOf, type Cell, type Row } from './map';
import classes from './coverage.module.css';

const coverageQuery = queryOptions({
  queryKey: ['coverage'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/reports/{name}', { params: { path: { name: 'coverage' } }, signal })),
  staleTime: 60_000,
});

/** For whom there is a plan at which stage of their life, and where there is none: each place leads to what fills it. */
export function Coverage() {
  const { t } = useTranslation('ranks');
  const query = useQuery(coverageQuery);
  const [open, setOpen] = useState<{ row: Row; cell: Cell } | null>(null);
  const [creating, setCreating] = useState<ReturnType<typeof triggerOf> | null>(null);
  return (
    <Sheet title={t('coverage')} lead={t('coverageLead')}>
      <Loaded query={query} rows={10}>
        {data => <Map rows={mapOf(data.reports[0])} onOpen={(row, cell) => setOpen({ row, cell })} />}
      </Loaded>
      {open !== null && (
        <Place
          row={open.row}
          cell={open.cell}
          onClose={() => setOpen(null)}
          onCreate={() => {
            setCreating(triggerOf(open.cell.stage, open.row.cells.some(cell => cell.stage === 'anniversary' && cell.count === null)));
            setOpen(null);
          }}
        />
      )}
      {creating !== null && <NewJourney opened trigger={creating} onClose={() => setCreating(null)} />}
    </Sheet>
  );
}

function Map({ rows, onOpen }: { rows: readonly Row[]; onOpen: (row: Row, cell: Cell) => void }) {
  const { t } = useTranslation('ranks');
  const say = useSay();
  const formats = useFormats();
  const gaps = gapsOf(rows);
  return (
    <>
      <Text fw={600} mb="xs">
        {gaps === 0 ? t('noGaps') : t('gaps', { count: gaps })}
      </Text>
      <Table.ScrollContainer minWidth={860}>
        <Table className={classes.map} aria-label={t('coverage')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('rankName')}</Table.Th>
              {stages.map(stage => (
                <Table.Th key={stage} scope="col">
                  {t(`stages.${stage}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(row => (
              <Table.Tr key={row.key}>
                <Table.Th scope="row">{say(row.name)}</Table.Th>
                {row.cells.map(cell => (
                  <Table.Td key={cell.stage}>
                    {cell.count === null ? (
                      <span className={classes.never} title={t('never')} aria-label={t('never')} role="img">
                        –
                      </span>
                    ) : (
                      <button type="button" className={classes.cell} data-gap={cell.count === 0 ? '' : undefined} aria-label={`${t('cell', { rank: say(row.name), stage: t(`stages.${cell.stage}`) })}: ${cell.count === 0 ? t('gap') : formats.count(cell.count)}`} onClick={() => onOpen(row, cell)}>
                        {cell.count === 0 ? t('gap') : formats.count(cell.count)}
                      </button>
                    )}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Text size="xs" c="dimmed" mt="sm">
        {t('coverageSource')}
      </Text>
    </>
  );
}

function Place({ row, cell, onClose, onCreate }: { row: Row; cell: Cell; onClose: () => void; onCreate: () => void }) {
  const { t } = useTranslation('ranks');
  const say = useSay();
  return (
    <Dialog opened title={t('cell', { rank: say(row.name), stage: t(`stages.${cell.stage}`) })} onClose={onClose}>
      {cell.journeys.length === 0 ? (
        <Text size="sm">{t('cellNone')}</Text>
      ) : (
        <>
          <Text size="sm" mb="xs">
            {t('cellJourneys')}
          </Text>
          <List>
            {cell.journeys.map(journey => (
              <List.Item key={journey.id}>
                <Link to="/journeys/$id" params={{ id: journey.id }} style={{ color: 'inherit' }}>
                  {say(journey.name)}
                </Link>
              </List.Item>
            ))}
          </List>
        </>
      )}
      <Button mt="md" variant={cell.journeys.length === 0 ? 'filled' : 'default'} onClick={onCreate}>
        {t('create')}
      </Button>
    </Dialog>
  );
}
