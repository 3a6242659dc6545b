import '../editor/texts';
import '../ranks/texts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { templatesQuery } from '../editor/draft/server';
import { Icon } from '../parts/Icon';
import { LinkButton } from '../parts/LinkButton';
import { Loaded } from '../parts/Loaded';
import { PageFrame } from '../parts/Sheet';
import { useSay } from '../parts/words';
import { keyOf } from '../publish/choice';
import { Publish } from '../publish/Publish';
import { openDraftsQuery } from '../publish/server';

const route = getRouteApi('/ranks/$id/publish');

/** A rank model goes live: from then on everybody is placed by it. */
export function RankPublish() {
  const { t } = useTranslation('publish');
  const { t: r } = useTranslation('ranks');
  const say = useSay();
  const { id } = route.useParams();
  const title = useQuery(templatesQuery).data?.find(f => f.kind === 'rank' && f.name === id)?.title;
  return (
    <PageFrame
      title={t('title', { name: title == null ? id : say(title) })}
      back={
        <LinkButton to="/ranks/$id/edit" params={{ id }} leftSection={<Icon name="left" size={14} />}>
          {t('back')}
        </LinkButton>
      }
    >
      <Loaded query={useQuery(openDraftsQuery)}>
        {items => (
          <Publish
            drafts={items}
            first={items.filter(d => d.kind === 'rank' && d.name === id).map(keyOf)}
            onward={
              <LinkButton to="/ranks" mt="sm" ml={0}>
                {r('back')}
              </LinkButton>
            }
          />
        )}
      </Loaded>
    </PageFrame>
  );
}
