import '../editor/texts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { freshTemplatesQuery } from '../editor/draft/server';
import { useMessageWords } from '../editor/words';
import { Icon } from '../parts/Icon';
import { LinkButton } from '../parts/LinkButton';
import { Loaded } from '../parts/Loaded';
import { PageFrame } from '../parts/Sheet';
import { firstOf } from '../publish/choice';
import { Publish } from '../publish/Publish';
import { openDraftsQuery } from '../publish/server';

const route = getRouteApi('/messages/$kind/$name/publish');

/** A message goes live with the journeys that send it. */
export function MessagePublish() {
  const { t } = useTranslation('publish');
  const { kind, name } = route.useParams();
  const names = useMessageWords();
  const drafts = useQuery(openDraftsQuery);
  const files = useQuery(freshTemplatesQuery);
  const part = kind === 'part' ? files.data?.find(f => f.kind === 'part' && f.name === name)?.title : undefined;
  return (
    <PageFrame
      title={t('title', { name: part?.ja ?? names(name) })}
      back={
        <LinkButton to="/messages/$kind/$name" params={{ kind, name }} leftSection={<Icon name="left" size={14} />}>
          {t('back')}
        </LinkButton>
      }
    >
      <Loaded query={files}>
        {templates => (
          <Loaded query={drafts}>
            {items =>
              drafts.isFetchedAfterMount && ( // what is chosen at first stays: it must be of the drafts as they are now
                <Publish
                  drafts={items}
                  first={firstOf(kind, name, items, templates)}
                  onward={
                    <LinkButton to="/messages" search={kind === 'part' ? { tab: 'parts' } : {}} mt="sm" ml={0}>
                      {t('seeMessages')}
                    </LinkButton>
                  }
                />
              )
            }
          </Loaded>
        )}
      </Loaded>
    </PageFrame>
  );
}
