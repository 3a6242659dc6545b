import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { heldQuery, pausesQuery, reviewQuery } from '../api/queries';
import { Empty } from '../parts/Empty';
import { LinkButton } from '../parts/LinkButton';
import { Loaded } from '../parts/Loaded';
import { PageFrame, Sheet } from '../parts/Sheet';
import { SendList } from './sends/SendList';
import { Decisions, useDecisions } from './attention/decisions';
import { Pauses } from './attention/Pauses';
import { Review } from './attention/Review';

/** What waits for a person, with what a person can do about it. */
export function AttentionPage() {
  const { t } = useTranslation();
  const [held, review, pauses] = [useQuery(heldQuery), useQuery(reviewQuery), useQuery(pausesQuery)];
  const decisions = useDecisions();
  const isClear = decisions.length === 0 && held.data?.items.length === 0 && review.data?.items.length === 0 && pauses.data?.items.length === 0;
  return (
    <PageFrame title={t('attention.title')} lead={t('attention.lead')}>
      {isClear ? (
        <Sheet>
          <Empty icon="check" title={t('home.attention.none')}>
            {t('home.attention.noneHint')}
          </Empty>
        </Sheet>
      ) : (
        <Stack gap={20}>
          <Decisions matters={decisions} />
          <Loaded query={pauses}>{page => (page.items.length === 0 ? null : <Pauses items={page.items} />)}</Loaded>
          <Loaded query={held}>
            {page =>
              page.items.length === 0 ? null : (
                <Sheet title={t('attention.held')} lead={t('home.attention.heldText')} aside={<LinkButton to="/sends" search={{ state: 'held' }}>{t('home.today.open')}</LinkButton>} flush>
                  <SendList filter={{ state: 'held' }} empty={{ title: t('sends.emptyFilter'), hint: '' }} />
                </Sheet>
              )
            }
          </Loaded>
          <Loaded query={review}>{page => (page.items.length === 0 ? null : <Review items={page.items} hasMore={page.next !== null} />)}</Loaded>
        </Stack>
      )}
    </PageFrame>
  );
}
