import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { shopQuery } from '../api/queries';
import type { Schemas } from '../api/client';
import '../i18n';
import { i18next } from '../i18n';
import type { Locale } from '../i18n/locale';

/** Draws a part as the console does, in a language, in a shop in Tokyo. */
export async function draw(part: ReactNode, locale: Locale = 'ja') {
  await i18next.changeLanguage(locale);
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Infinity } } });
  queries.setQueryData(shopQuery.queryKey, { name: 'ひなた', timeZone: 'Asia/Tokyo', today: '2026-11-21', now: '2026-11-21T03:00:00Z', sending: { at: '10:00' } } as Schemas['ShopBody']);
  return render(
    <MantineProvider env="test">
      <QueryClientProvider client={queries}>{part}</QueryClientProvider>
    </MantineProvider>,
  );
}
