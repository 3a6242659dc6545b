import { Text } from '@mantine/core';
import { useEffect, useRef, useState, type DragEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats, useSay } from '../parts/words';
import { dayAfterKey, weekdayOf, weeksOf, type Day, type Entry, type Planned } from './month';
import { stateOf } from './words';
import classes from './calendar.module.css';

interface Wanted {
  month: string;
  days: readonly Day[];
  today: string;
  chosen: string;
  /** Null where the reader may move nothing. */
  onMove: ((broadcast: Planned, on: string) => void) | null;
  onChoose: (day: string) => void;
}

/** The days of a month, one week in a row: arrow keys go along, and broadcasts are dragged from day to day. */
export function MonthGrid({ month, days, today, chosen, onMove, onChoose }: Wanted) {
  const { t } = useTranslation('calendar');
  const formats = useFormats();
  const [dragged, setDragged] = useState<Planned | null>(null);
  const table = useRef<HTMLTableElement>(null);
  const follows = useRef(false);
  useEffect(() => {
    if (follows.current) {
      follows.current = false;
      table.current?.querySelector<HTMLElement>(`[data-day="${chosen}"]`)?.focus();
    }
  }, [chosen]);
  const byDay = new Map(days.map(day => [day.on, day]));
  const press = (event: KeyboardEvent, on: string) => {
    const next = dayAfterKey(event.key, on);
    if (next !== null) {
      event.preventDefault();
      follows.current = true;
      onChoose(next);
    }
  };
  return (
    <>
      <table ref={table} role="grid" className={classes.month} aria-label={t('grid', { month: formats.month(month) })} aria-describedby="calendar-hint">
        <thead>
          <tr>
            {(t('weekdays', { returnObjects: true }) as string[]).map((name, weekday) => (
              <th key={name} scope="col" abbr={(t('weekdaysLong', { returnObjects: true }) as string[])[weekday]} data-weekday={weekday}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map((week, row) => (
            <tr key={row}>
              {week.map((on, column) =>
                on === null ? (
                  <td key={column} className={classes.outside} />
                ) : (
                  <Cell
                    key={on}
                    day={byDay.get(on)!}
                    isToday={on === today}
                    isChosen={on === chosen}
                    isTarget={dragged !== null}
                    onPress={event => press(event, on)}
                    onChoose={() => onChoose(on)}
                    onDrag={onMove === null ? null : setDragged}
                    onDrop={() => {
                      if (dragged !== null && onMove !== null && (dragged.draft?.on ?? dragged.on) !== on) {
                        onMove(dragged, on);
                        onChoose(on);
                      }
                      setDragged(null);
                    }}
                  />
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
      <Text id="calendar-hint" size="xs" c="dimmed" mt={8}>
        {t('gridHint')}
      </Text>
    </>
  );
}

interface OneDay {
  day: Day;
  isToday: boolean;
  isChosen: boolean;
  isTarget: boolean;
  onPress: (event: KeyboardEvent) => void;
  onChoose: () => void;
  onDrag: ((broadcast: Planned | null) => void) | null;
  onDrop: () => void;
}

function Cell({ day, isToday, isChosen, isTarget, onPress, onChoose, onDrag, onDrop }: OneDay) {
  const { t } = useTranslation('calendar');
  const say = useSay();
  const [isOver, setOver] = useState(false);
  return (
    <td
      role="gridcell"
      className={classes.day}
      tabIndex={isChosen ? 0 : -1}
      aria-selected={isChosen}
      data-day={day.on}
      data-weekday={weekdayOf(day.on)}
      data-holiday={day.holiday === null ? undefined : ''}
      data-pause={day.isPause ? '' : undefined}
      data-over={isOver ? '' : undefined}
      {...(isToday ? { 'aria-current': 'date' as const } : {})}
      onClick={onChoose}
      onFocus={onChoose}
      onKeyDown={event => {
        if (event.key === 'Enter' || event.key === ' ') {
          event.preventDefault();
          document.getElementById('calendar-day')?.focus();
        } else {
          onPress(event);
        }
      }}
      onDragOver={event => {
        if (isTarget) {
          event.preventDefault();
          setOver(true);
        }
      }}
      onDragLeave={() => setOver(false)}
      onDrop={event => {
        event.preventDefault();
        setOver(false);
        onDrop();
      }}
    >
      <span className={classes.number}>{Number(day.on.slice(8))}</span>
      {day.holiday !== null && <span className={classes.holiday}>{say(day.holiday.name)}</span>}
      {day.isPause && <span className={classes.pause}>{t('pause')}</span>}
      {day.entries.map(entry => (
        <Chip key={`${entry.broadcast.id}${entry.isDraft}`} entry={entry} onDrag={onDrag} />
      ))}
      {day.birthdays > 0 && <span className={classes.births}>{t('birthdays', { count: day.birthdays })}</span>}
    </td>
  );
}

/** A broadcast on its day. One that its draft moves is dragged where the draft stands. */
function Chip({ entry: { broadcast, isDraft, goesTo }, onDrag }: { entry: Entry; onDrag: OneDay['onDrag'] }) {
  const { t } = useTranslation('calendar');
  const say = useSay();
  const formats = useFormats();
  const isMovable = onDrag !== null && broadcast.isToCome && goesTo === null;
  const drag = (event: DragEvent) => {
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', broadcast.id);
    onDrag?.(broadcast);
  };
  return (
    <span className={classes.chip} draggable={isMovable} data-draft={isDraft ? '' : undefined} data-gone={goesTo === null ? undefined : ''} data-over={broadcast.isToCome ? undefined : ''} onDragStart={drag} onDragEnd={() => onDrag?.(null)}>
      <span className={classes.chipName}>{say(broadcast.name)}</span>
      <span className={classes.chipState}>{goesTo === null ? t(`state.${stateOf(broadcast, isDraft)}`) : t('draftTo', { day: formats.shortDay(goesTo) })}</span>
    </span>
  );
}
