import { AppShell, Badge, Burger, Group, Text, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/problem';
import { shopQuery } from '../api/queries';
import { Icon, type IconName } from '../parts/Icon';
import { Problem } from '../parts/Problem';
import { useFormats } from '../parts/words';
import { KeyForm } from './KeyForm';
import { Person } from './Person';
import { Preferences } from './Preferences';
import classes from './Shell.module.css';

const pages = [
  { to: '/', name: 'home', icon: 'home' },
  { to: '/customers', name: 'customers', icon: 'people' },
  { to: '/ranks', name: 'ranks', icon: 'ranks' },
  { to: '/journeys', name: 'journeys', icon: 'journey' },
  { to: '/messages', name: 'messages', icon: 'mail' },
  { to: '/calendar', name: 'calendar', icon: 'calendar' },
  { to: '/results', name: 'results', icon: 'flag' },
  { to: '/sends', name: 'sends', icon: 'ledger' },
  { to: '/certificates', name: 'certificates', icon: 'seal' },
  { to: '/attention', name: 'attention', icon: 'hand' },
  { to: '/settings', name: 'settings', icon: 'gear' },
] as const satisfies readonly { to: string; name: string; icon: IconName }[];

export function Shell() {
  const { t } = useTranslation();
  const [isOpen, { toggle, close }] = useDisclosure(false);
  const path = useRouterState({ select: state => state.location.pathname });
  const shop = useQuery(shopQuery);
  const page = pages.find(p => (p.to === '/' ? path === '/' : path.startsWith(p.to)));
  const title = page ? t(`nav.${page.name}`) : t('problem.missing.title');

  useEffect(() => {
    document.title = shop.data ? t('app.titleWithShop', { page: title, shop: shop.data.name }) : t('app.pageTitle', { page: title });
  }, [title, shop.data, t]);
  useEffect(close, [path, close]);

  return (
    <AppShell header={{ height: 58 }} navbar={{ width: 220, breakpoint: 'sm', collapsed: { mobile: !isOpen } }} padding={{ base: 'md', md: 'xl' }}>
      <a href="#main" className={classes.skip}>
        {t('app.skip')}
      </a>
      <AppShell.Header className={classes.header}>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap" miw={0}>
            <Burger opened={isOpen} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={t('app.menu')} />
            <Link to="/" className={classes.brand} aria-label={t('app.name')}>
              <Mark />
              <span>FollowUpFlows</span>
            </Link>
            {shop.data && (
              <Text className={classes.shop} truncate>
                {shop.data.name}
              </Text>
            )}
          </Group>
          <Group gap="xs" wrap="nowrap">
            <ShopClock />
            <Preferences />
            <Person />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar className={classes.nav} aria-label={t('app.navigation')}>
        <ul>
          {pages.map(p => (
            <li key={p.to}>
              <Link to={p.to} className={classes.link} data-active={p === page ? '' : undefined} {...(p === page ? { 'aria-current': 'page' as const } : {})}>
                <Icon name={p.icon} />
                {t(`nav.${p.name}`)}
              </Link>
            </li>
          ))}
        </ul>
      </AppShell.Navbar>
      <AppShell.Main className={classes.main} id="main" tabIndex={-1}>
        {shop.error instanceof ApiProblem && shop.error.kind === 'key' ? (
          <KeyForm onEntered={() => void shop.refetch()} signIn={shop.error.signIn} />
        ) : shop.isError && shop.data === undefined ? (
          <Problem level={1} error={shop.error} retry={() => void shop.refetch()} />
        ) : (
          <Outlet />
        )}
      </AppShell.Main>
    </AppShell>
  );
}

/** What the shop's clock shows, where it differs from the reader's; and that nothing leaves. */
function ShopClock() {
  const { t } = useTranslation();
  const formats = useFormats();
  const { data: shop, dataUpdatedAt } = useQuery(shopQuery);
  const realNow = useNow();
  if (!shop) {
    return null;
  }
  const now = new Date(Date.parse(shop.now) + Math.max(0, realNow - dataUpdatedAt) * shop.speed).toISOString();
  return (
    <Group gap="xs" wrap="nowrap" visibleFrom="md">
      {!shop.mailLeaves && (
        <Tooltip label={t('app.trialHint')}>
          <Badge variant="outline" color="shu" radius="sm" tt="none" tabIndex={0} className={classes.badge}>
            {t('app.trial')}
          </Badge>
        </Tooltip>
      )}
      {shop.speed !== 1 && (
        <Badge variant="light" radius="sm" tt="none" className={classes.badge}>
          {t('app.speed', { speed: formats.count(shop.speed) })}
        </Badge>
      )}
      <Text size="sm" c="dimmed" className={classes.clock}>
        {t('app.clock', { time: formats.instant(now) })}
      </Text>
    </Group>
  );
}

/** This reader's clock, looked at every second. */
function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

function Mark() {
  return (
    <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
      <rect width="32" height="32" rx="9" fill="#1d4e5f" />
      <path d="M8 22c5 0 4-12 9-12h7" fill="none" stroke="#fff" strokeWidth="2.6" strokeLinecap="round" />
      <circle cx="8" cy="22" r="2.9" fill="#fff" />
      <circle cx="24" cy="10" r="3.4" fill="#e8805c" />
    </svg>
  );
}
