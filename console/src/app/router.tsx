import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import type { Schemas } from '../api/client';
import { customersSearch } from './customersSearch';
import { NotFound } from './NotFound';
import { Shell } from './Shell';
import { Crashed } from './Crashed';
import { messageTabs } from './messageTabs';
import { resultTabs } from './resultTabs';

type SendState = Schemas['SendState'];

const sendStates: readonly SendState[] = ['planned', 'claimed', 'sent', 'withheld', 'failed', 'expired', 'held'];
const customerTabs = ['timeline', 'orders', 'sends', 'consents'] as const;
const journeyTabs = ['plan', 'people', 'versions'] as const;
const day = /^\d{4}-\d{2}-\d{2}$/;
const dayOfMonth = /^20\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const month = /^20\d{2}-(0[1-9]|1[0-2])$/;

export type JourneyTab = (typeof journeyTabs)[number];
export type CustomerTab = (typeof customerTabs)[number];

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const home = createRoute({ getParentRoute: () => root, path: '/', component: lazyRouteComponent(() => import('../pages/Home'), 'Home') });

const customers = createRoute({
  getParentRoute: () => root,
  path: '/customers',
  validateSearch: customersSearch,
  component: lazyRouteComponent(() => import('../pages/Customers'), 'Customers'),
});

const customer = createRoute({
  getParentRoute: () => root,
  path: '/customers/$id',
  validateSearch: (search: Record<string, unknown>): { tab?: CustomerTab } => {
    const tab = customerTabs.find(name => name === search['tab']);
    return tab ? { tab } : {};
  },
  component: lazyRouteComponent(() => import('../pages/Customer'), 'CustomerPage'),
});

const ranks = createRoute({ getParentRoute: () => root, path: '/ranks', component: lazyRouteComponent(() => import('../pages/Ranks'), 'Ranks') });
const rankEditor = createRoute({ getParentRoute: () => root, path: '/ranks/$id/edit', component: lazyRouteComponent(() => import('../pages/RankEditor'), 'RankEditor') });
const rankPublish = createRoute({ getParentRoute: () => root, path: '/ranks/$id/publish', component: lazyRouteComponent(() => import('../pages/RankPublish'), 'RankPublish') });
const journeys = createRoute({ getParentRoute: () => root, path: '/journeys', component: lazyRouteComponent(() => import('../pages/Journeys'), 'Journeys') });
const journey = createRoute({
  getParentRoute: () => root,
  path: '/journeys/$id',
  validateSearch: (search: Record<string, unknown>): { tab?: JourneyTab } => {
    const tab = journeyTabs.find(name => name === search['tab']);
    return tab ? { tab } : {};
  },
  component: lazyRouteComponent(() => import('../pages/Journey'), 'JourneyPage'),
});
const journeyEditor = createRoute({ getParentRoute: () => root, path: '/journeys/$id/edit', component: lazyRouteComponent(() => import('../pages/JourneyEditor'), 'JourneyEditor') });
const journeyPublish = createRoute({ getParentRoute: () => root, path: '/journeys/$id/publish', component: lazyRouteComponent(() => import('../pages/JourneyPublish'), 'JourneyPublish') });
const journeyTry = createRoute({
  getParentRoute: () => root,
  path: '/journeys/$id/try',
  validateSearch: (search: Record<string, unknown>): { job?: string } => (typeof search['job'] === 'string' ? { job: search['job'] } : {}),
  component: lazyRouteComponent(() => import('../pages/JourneyTry'), 'JourneyTry'),
});
const messageEditor = createRoute({
  getParentRoute: () => root,
  path: '/journeys/$id/messages/$kind/$name',
  component: lazyRouteComponent(() => import('../pages/MessageEditor'), 'MessageEditor'),
});

const messages = createRoute({
  getParentRoute: () => root,
  path: '/messages',
  validateSearch: (search: Record<string, unknown>): { tab?: (typeof messageTabs)[number] } => {
    const tab = messageTabs.find(name => name === search['tab']);
    return tab ? { tab } : {};
  },
  component: lazyRouteComponent(() => import('../pages/Messages'), 'Messages'),
});
const message = createRoute({ getParentRoute: () => root, path: '/messages/$kind/$name', component: lazyRouteComponent(() => import('../pages/MessageEditor'), 'LibraryMessageEditor') });
const messagePublish = createRoute({ getParentRoute: () => root, path: '/messages/$kind/$name/publish', component: lazyRouteComponent(() => import('../pages/MessagePublish'), 'MessagePublish') });
const results = createRoute({
  getParentRoute: () => root,
  path: '/results',
  validateSearch: (search: Record<string, unknown>): { tab?: (typeof resultTabs)[number]; of?: string } => {
    const tab = resultTabs.find(name => name === search['tab']);
    return { ...(tab ? { tab } : {}), ...(typeof search['of'] === 'string' ? { of: search['of'] } : {}) };
  },
  component: lazyRouteComponent(() => import('../pages/Results'), 'Results'),
});

const calendar = createRoute({
  getParentRoute: () => root,
  path: '/calendar',
  validateSearch: (search: Record<string, unknown>): { month?: string; day?: string } => ({
    ...(typeof search['month'] === 'string' && month.test(search['month']) ? { month: search['month'] } : {}),
    ...(typeof search['day'] === 'string' && dayOfMonth.test(search['day']) ? { day: search['day'] } : {}),
  }),
  component: lazyRouteComponent(() => import('../pages/Calendar'), 'Calendar'),
});

const sends = createRoute({
  getParentRoute: () => root,
  path: '/sends',
  validateSearch: (search: Record<string, unknown>): { day?: string; state?: SendState } => {
    const state = sendStates.find(name => name === search['state']);
    return { ...(typeof search['day'] === 'string' && day.test(search['day']) ? { day: search['day'] } : {}), ...(state ? { state } : {}) };
  },
  component: lazyRouteComponent(() => import('../pages/Sends'), 'Sends'),
});

const certificates = createRoute({
  getParentRoute: () => root,
  path: '/certificates',
  validateSearch: (search: Record<string, unknown>): { day?: string } => (typeof search['day'] === 'string' && day.test(search['day']) ? { day: search['day'] } : {}),
  component: lazyRouteComponent(() => import('../pages/Certificates'), 'Certificates'),
});

const attention = createRoute({ getParentRoute: () => root, path: '/attention', component: lazyRouteComponent(() => import('../pages/Attention'), 'AttentionPage') });

const settings = createRoute({ getParentRoute: () => root, path: '/settings', component: lazyRouteComponent(() => import('../pages/Settings'), 'Settings') });

const configuration = createRoute({ getParentRoute: () => root, path: '/settings/configuration', component: lazyRouteComponent(() => import('../pages/Configuration'), 'Configuration') });

export const router = createRouter({
  routeTree: root.addChildren([home, customers, customer, ranks, journeys, journey, journeyEditor, journeyPublish, journeyTry, messageEditor, messages, message, messagePublish, sends, certificates, attention, settings, rankEditor, rankPublish, results, calendar, configuration]),
  defaultPreload: 'intent',
  defaultErrorComponent: Crashed,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
