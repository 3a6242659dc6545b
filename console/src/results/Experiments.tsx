import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { comparedQuery } from '../api/queries';
import { Empty } from '../parts/Empty';
import { LinkButton } from '../parts/LinkButton';
import { Loaded } from '../parts/Loaded';
import { Pager, usePaging } from '../parts/Pager';
import { Sheet } from '../parts/Sheet';
import { Experiment } from './Experiment';
import { experimentsQuery } from './server';

/** Each verdict reads everybody who was enrolled. */
const atOnce = 6;

/** Everything that is compared, each with what can be said of it now. */
export function Experiments() {
  const { t } = useTranslation('results');
  const paging = usePaging('experiments');
  const query = useQuery(experimentsQuery(paging.cursor, atOnce));
  return (
    <Loaded query={query}>
      {page =>
        page.items.length === 0 && paging.page === 1 ? (
          <Sheet>
            <Empty icon="split" title={t('experiments.none')}>
              {t('experiments.noneHint')}
            </Empty>
          </Sheet>
        ) : (
          <Stack gap={20}>
            {page.items.map(item => (
              <Experiment key={item.id} item={item} />
            ))}
            <Pager paging={paging} next={page.next} busy={query.isFetching && query.isPlaceholderData} />
          </Stack>
        )
      }
    </Loaded>
  );
}

/** One of them, which somebody came for. */
export function OneExperiment({ id }: { id: string }) {
  const { t } = useTranslation('results');
  const query = useQuery(comparedQuery);
  return (
    <Stack gap={20}>
      <div>
        <LinkButton to="/results">{t('experiments.all')}</LinkButton>
      </div>
      <Loaded query={query}>
        {items => {
          const item = items.find(e => e.id === id);
          return item === undefined ? (
            <Sheet>
              <Empty icon="split" title={t('experiments.gone')}>
                {t('experiments.goneHint')}
              </Empty>
            </Sheet>
          ) : (
            <Experiment item={item} />
          );
        }}
      </Loaded>
    </Stack>
  );
}
