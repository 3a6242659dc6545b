import '../editor/texts';
import '../trial/texts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { readingQuery, freshTemplatesQuery } from '../editor/draft/server';
import { nameIn } from '../editor/words';
import { Icon } from '../parts/Icon';
import { LinkButton } from '../parts/LinkButton';
import { Loaded } from '../parts/Loaded';
import { PageFrame } from '../parts/Sheet';
import { useLocale } from '../parts/words';
import { draftsOf } from '../publish/choice';
import { openDraftsQuery } from '../publish/server';
import { Publish } from '../publish/Publish';

const route = getRouteApi('/journeys/$id/publish');

export function JourneyPublish() {
  const { t } = useTranslation('publish');
  const { t: tt } = useTranslation('trial');
  const locale = useLocale();
  const { id } = route.useParams();
  const file = useQuery(readingQuery(['journey', 'campaign'], id));
  const drafts = useQuery(openDraftsQuery);
  const files = useQuery(freshTemplatesQuery);
  const text = file.data?.draft?.text ?? file.data?.published?.text ?? '';
  return (
    <PageFrame
      title={t('title', { name: nameIn(text, locale) || id })}
      back={
        <LinkButton to="/journeys/$id/edit" params={{ id }} leftSection={<Icon name="left" size={14} />}>
          {t('back')}
        </LinkButton>
      }
      aside={
        <LinkButton to="/journeys/$id/try" params={{ id }} ml={0}>
          {tt('go')}
        </LinkButton>
      }
    >
      <Loaded query={file}>{() => <Loaded query={files}>{() => <Loaded query={drafts}>{items => drafts.isFetchedAfterMount && <Publish drafts={items} first={draftsOf(id, items, text, files.data ?? [])} onward={<See id={id} />} />}</Loaded>}</Loaded>}</Loaded>
    </PageFrame>
  );
}

function See({ id }: { id: string }) {
  const { t } = useTranslation('publish');
  return (
    <LinkButton to="/journeys/$id" params={{ id }} mt="sm" ml={0}>
      {t('see')}
    </LinkButton>
  );
}
