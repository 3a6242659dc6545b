import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shopQuery, timelineQuery, useMessageTitles, type SendKey } from '../../api/queries';
import type { Schemas } from '../../api/client';
import { MessageDrawer } from '../../message/MessageDrawer';
import { Empty } from '../../parts/Empty';
import { groupsOf } from '../../parts/groups';
import { Loaded } from '../../parts/Loaded';
import { Pager, usePaging } from '../../parts/Pager';
import { Sheet } from '../../parts/Sheet';
import { useFormats } from '../../parts/words';
import { Happening } from './Happening';
import classes from './customer.module.css';

type Item = Schemas['TimelineItem'];

/** Everything that happened to a customer or was withheld, and what is to come, day by day. */
export function Timeline({ id }: { id: string }) {
  const { t } = useTranslation();
  const paging = usePaging(id);
  const query = useQuery(timelineQuery(id, paging.cursor));
  const { data: shop } = useQuery(shopQuery);
  const [shown, setShown] = useState<SendKey | null>(null);
  const titles = useMessageTitles((query.data?.items ?? []).flatMap(i => (i.kind === 'send' && i.enrollmentId !== null ? [journeyOf(i)] : [])));
  return (
    <Sheet>
      <Loaded query={query} rows={8}>
        {page => {
          if (page.items.length === 0 && paging.page === 1) {
            return <Empty icon="wait" title={t('customer.timelineEmpty')} />;
          }
          const now = shop?.now ?? '9999';
          const planned = page.items.filter(i => i.at > now).reverse();
          const past = page.items.filter(i => i.at <= now);
          const show = (item: Item) => setShown(keyOf(id, item));
          return (
            <>
              <Part title={t('customer.planned')} items={planned} titles={titles} onShow={show} />
              <Part title={t('customer.past')} items={past} titles={titles} onShow={show} />
              <div style={{ margin: '0 -20px -20px' }}>
                <Pager paging={paging} next={page.next} busy={query.isFetching && query.isPlaceholderData} />
              </div>
            </>
          );
        }}
      </Loaded>
      <MessageDrawer of={shown} onClose={() => setShown(null)} />
    </Sheet>
  );
}

function Part({ title, items, titles, onShow }: { title: string; items: readonly Item[]; titles: (messageId: string) => string; onShow: (item: Item) => void }) {
  const formats = useFormats();
  if (items.length === 0) {
    return null;
  }
  const days = groupsOf(items, i => formats.dayOf(i.at));
  return (
    <>
      <h2 className={classes.section}>{title}</h2>
      <ul className={classes.days}>
        {days.map(([day, events]) => (
          <li key={day} className={classes.day}>
            <Text component="h3">{formats.day(day)}</Text>
            <ul className={classes.events}>
              {events.map((item, at) => (
                <Happening key={at} item={item} titles={titles} onShow={onShow} />
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </>
  );
}

export function journeyOf(item: { enrollmentId?: string | null }): string {
  return item.enrollmentId?.split(':')[0] ?? '';
}

function keyOf(customerId: string, item: Item): SendKey {
  return { customerId, enrollmentId: item.enrollmentId ?? '', stepId: item.stepId ?? '', visit: 0, channel: item.channel ?? 'email' };
}
