import { Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats, useSay } from '../parts/words';
import parts from '../parts/parts.module.css';
import { sumsOf, wayOf, type Moves } from './moves';
import classes from './ranks.module.css';

/** From where to where, how many. The numbers say it; colors only tell up from down. */
export function Matrix({ moves, label }: { moves: Moves; label: string }) {
  const { t } = useTranslation('ranks');
  const say = useSay();
  const formats = useFormats();
  const sums = sumsOf(moves);
  const most = Math.max(1, ...moves.counts.flat());
  return (
    <>
      <Text size="sm" mb="xs">
        {t('sums', sums)}
      </Text>
      <Table.ScrollContainer minWidth={110 + moves.to.length * 72}>
        <Table className={classes.matrix} aria-label={label}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('fromTo')}</Table.Th>
              {moves.to.map(place => (
                <Table.Th key={place.key} scope="col">
                  {say(place.name)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {moves.from.map((row, i) => (
              <Table.Tr key={row.key}>
                <Table.Th scope="row">{say(row.name)}</Table.Th>
                {moves.to.map((column, j) => {
                  const count = moves.counts[i]![j]!;
                  return (
                    <Table.Td key={column.key} data-way={count === 0 ? undefined : wayOf(row, column)} style={{ '--weight': `${15 + Math.round((60 * count) / most)}%` } as React.CSSProperties}>
                      {count === 0 ? '' : formats.count(count)}
                    </Table.Td>
                  );
                })}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <div className={parts.legend} aria-hidden="true">
        {(['up', 'same', 'down'] as const).map(way => (
          <span key={way}>
            <i data-way={way} className={classes.key} />
            {t(`ways.${way}`)}
          </span>
        ))}
      </div>
    </>
  );
}
