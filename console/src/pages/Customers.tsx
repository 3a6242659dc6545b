import { Button, Group, Select, Table, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { customersQuery, ranksQuery, searchQuery, shopQuery } from '../api/queries';
import type { Schemas } from '../api/client';
import { customersSearch, lastDays } from '../app/customersSearch';
import { addDays } from '../format/format';
import { ChannelLabel, RankBadge } from '../parts/Badges';
import { Empty } from '../parts/Empty';
import { Icon } from '../parts/Icon';
import { Loaded } from '../parts/Loaded';
import { Pager, usePaging } from '../parts/Pager';
import { PageFrame, Sheet } from '../parts/Sheet';
import { useFormats, useSay } from '../parts/words';
import { SegmentBar } from '../segments/SegmentBar';
import classes from '../parts/parts.module.css';

const route = getRouteApi('/customers');

export function Customers() {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState<string | null>(null);
  return (
    <PageFrame title={t('customers.title')} lead={t('customers.lead')}>
      <Sheet>
        <Search onSearch={setWanted} />
      </Sheet>
      {wanted === null ? <List /> : <Found text={wanted} onClear={() => setWanted(null)} />}
    </PageFrame>
  );
}

function Search({ onSearch }: { onSearch: (text: string) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const search = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '') {
      onSearch(text.trim());
    }
  };
  return (
    <form role="search" onSubmit={search}>
      <Group align="flex-end" gap="sm">
        <TextInput
          style={{ flex: 1, minWidth: 220 }}
          label={t('customers.search')}
          description={t('customers.searchHint')}
          placeholder={t('customers.searchPlaceholder')}
          leftSection={<Icon name="search" size={18} />}
          value={text}
          onChange={event => setText(event.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
        />
        <Button type="submit">{t('customers.searchButton')}</Button>
      </Group>
    </form>
  );
}

function Found({ text, onClear }: { text: string; onClear: () => void }) {
  const { t } = useTranslation();
  const paging = usePaging(text);
  const query = useQuery(searchQuery(text, paging.cursor));
  return (
    <Sheet flush>
      <div style={{ padding: '6px 20px 0' }}>
        <Button variant="subtle" size="compact-sm" leftSection={<Icon name="left" size={16} />} onClick={onClear} ml={-8}>
          {t('customers.clear')}
        </Button>
      </div>
      <div style={{ padding: '10px 0' }} aria-live="polite">
        <Loaded query={query}>
          {({ items, next }) =>
            items.length === 0 && next === null && paging.page === 1 ? (
              <Empty icon="search" title={t('customers.foundNone', { text })}>
                {t('customers.foundNoneHint')}
              </Empty>
            ) : (
              <>
                <Text px={20} pb="xs">
                  {t(next === null && paging.page === 1 ? 'customers.found' : 'customers.foundMany', { text, count: items.length })}
                </Text>
                <CustomerTable items={items} />
                <Pager paging={paging} next={next} busy={query.isFetching && query.isPlaceholderData} />
              </>
            )
          }
        </Loaded>
      </div>
    </Sheet>
  );
}

function List() {
  const { t } = useTranslation();
  const say = useSay();
  const navigate = route.useNavigate();
  const filter = route.useSearch();
  const ranks = useQuery(ranksQuery).data?.models.find(m => m.isMain)?.ranks ?? [];
  const paging = usePaging(filter);
  const { data: shop } = useQuery(shopQuery);
  const { last, ...plain } = filter;
  const today = shop?.today;
  const days = last === undefined || today === undefined ? {} : last > 0 ? { lastSince: addDays(today, -last) } : { lastUntil: addDays(today, last - 1) };
  const query = useQuery({ ...customersQuery({ ...plain, ...days }, paging.cursor), enabled: last === undefined || today !== undefined });
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <Sheet flush>
      <SegmentBar search={filter} onChoose={search => void navigate({ search })} />
      <Group px={20} pb={10} gap="sm">
        <Select
          label={t('customers.rank')}
          placeholder={t('customers.anyRank')}
          data={ranks.map(r => ({ value: r.id, label: say(r.name) }))}
          value={filter.rank ?? null}
          onChange={rank => void navigate({ search: ({ rank: _, ...rest }) => (rank === null ? rest : { ...rest, rank }) })}
          clearable
          clearButtonProps={{ 'aria-label': t('customers.anyRank') }}
          w={200}
        />
        <Select
          label={t('customers.half')}
          data={(['any', 'current', 'lapsed'] as const).map(half => ({ value: half, label: t(`half.${half}`) }))}
          value={filter.half ?? 'any'}
          onChange={half => void navigate({ search: ({ half: _, ...rest }) => (half === 'current' || half === 'lapsed' ? { ...rest, half } : rest) })}
          allowDeselect={false}
          w={160}
        />
        <Select
          label={t('customers.consent')}
          placeholder={t('customers.anyConsent')}
          data={(['email', 'line'] as const).map(channel => ({ value: channel, label: t(`customers.agrees.${channel}`) }))}
          value={filter.consent ?? null}
          onChange={consent => void navigate({ search: ({ consent: _, ...rest }) => (consent === 'email' || consent === 'line' ? { ...rest, consent } : rest) })}
          clearable
          clearButtonProps={{ 'aria-label': t('customers.anyConsent') }}
          w={170}
        />
        <Select
          label={t('customers.last')}
          placeholder={t('customers.anyLast')}
          data={lastDays.map(one => ({ value: `${one}`, label: t(one > 0 ? 'customers.within' : 'customers.longer', { days: Math.abs(one) }) }))}
          value={last === undefined ? null : `${last}`}
          onChange={value => void navigate({ search: ({ last: _, ...rest }) => customersSearch(value === null ? rest : { ...rest, last: value }) })}
          clearable
          clearButtonProps={{ 'aria-label': t('customers.anyLast') }}
          w={180}
        />
        <TagFilter key={filter.tag ?? ''} tag={filter.tag ?? ''} onTag={tag => void navigate({ search: ({ tag: _, ...rest }) => (tag === '' ? rest : { ...rest, tag }) })} />
      </Group>
      <Loaded query={query} rows={10}>
        {page =>
          page.items.length === 0 && page.next === null && paging.page === 1 ? (
            <Empty icon="people" title={isFiltered ? t('customers.emptyFilter') : t('customers.empty')}>
              {isFiltered ? t('customers.emptyFilterHint') : t('customers.emptyHint')}
            </Empty>
          ) : (
            <>
              <CustomerTable items={page.items} />
              <Pager paging={paging} next={page.next} busy={query.isFetching && query.isPlaceholderData} />
            </>
          )
        }
      </Loaded>
    </Sheet>
  );
}

/** A tag is looked for once it is written, not with each letter. */
function TagFilter({ tag, onTag }: { tag: string; onTag: (tag: string) => void }) {
  const { t } = useTranslation();
  const [written, setWritten] = useState(tag);
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        onTag(written.trim());
      }}
    >
      <TextInput label={t('customers.tag')} placeholder={t('customers.anyTag')} value={written} onChange={event => setWritten(event.currentTarget.value)} onBlur={() => written.trim() !== tag && onTag(written.trim())} w={160} autoComplete="off" />
    </form>
  );
}

function CustomerTable({ items }: { items: readonly Schemas['CustomerItem'][] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <Table.ScrollContainer minWidth={720}>
      <Table className={classes.table} highlightOnHover aria-label={t('customers.caption')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('customers.columns.name')}</Table.Th>
            <Table.Th>{t('customers.columns.rank')}</Table.Th>
            <Table.Th className={classes.number}>{t('customers.columns.orders')}</Table.Th>
            <Table.Th className={classes.number}>{t('customers.columns.total')}</Table.Th>
            <Table.Th>{t('customers.columns.last')}</Table.Th>
            <Table.Th>{t('customers.columns.reach')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map(c => (
            <Table.Tr key={c.customerId}>
              <Table.Td>
                <Link to="/customers/$id" params={{ id: c.customerId }} className={classes.rowLink} {...(c.name === null ? {} : { lang: 'ja' })}>
                  {c.erased ? t('customers.erased') : (c.name ?? t('customers.nameless'))}
                </Link>
              </Table.Td>
              <Table.Td>{c.rank ? <RankBadge rank={c.rank} /> : '—'}</Table.Td>
              <Table.Td className={classes.number}>{c.rank ? t('common.times', { count: c.rank.orderCount }) : ''}</Table.Td>
              <Table.Td className={classes.number}>{c.rank ? formats.money(c.rank.total) : ''}</Table.Td>
              <Table.Td className={classes.nowrap}>{c.rank?.lastOrderOn ? formats.day(c.rank.lastOrderOn) : t('customers.never')}</Table.Td>
              <Table.Td>
                <Group gap="sm" wrap="nowrap">
                  {c.email !== null && <ChannelLabel channel="email" />}
                  {c.lineUserId !== null && <ChannelLabel channel="line" />}
                  {c.email === null && c.lineUserId === null && t('common.none')}
                </Group>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
