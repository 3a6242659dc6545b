import '../editor/texts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { fileQuery } from '../editor/draft/server';
import { journeyOf } from '../editor/model/journey';
import { contentOf } from '../editor/text/file';
import { isMap } from '../editor/text/json';
import { textOf } from '../editor/words';
import { Icon } from '../parts/Icon';
import { LinkButton } from '../parts/LinkButton';
import { Loaded } from '../parts/Loaded';
import { PageFrame } from '../parts/Sheet';
import { useLocale } from '../parts/words';
import { draftsQuery } from '../publish/server';
import { Publish } from '../publish/Publish';

const route = getRouteApi('/journeys/$id/publish');

export function JourneyPublish() {
  const { t } = useTranslation('publish');
  const locale = useLocale();
  const { id } = route.useParams();
  const file = useQuery(fileQuery(['journey', 'campaign'], id));
  const drafts = useQuery({ ...draftsQuery, staleTime: Infinity, gcTime: 0, refetchOnWindowFocus: false });
  const text = file.data?.draft?.text ?? file.data?.published?.text ?? '';
  return (
    <PageFrame
      title={t('title', { name: nameOf(text, locale) || id })}
      back={
        <LinkButton to="/journeys/$id/edit" params={{ id }} leftSection={<Icon name="left" size={14} />}>
          {t('back')}
        </LinkButton>
      }
    >
      <Loaded query={file}>{() => <Loaded query={drafts}>{items => <Publish id={id} drafts={items} text={text} />}</Loaded>}</Loaded>
    </PageFrame>
  );
}

/** As its file says it; empty where the file cannot be read. */
function nameOf(text: string, locale: 'ja' | 'en'): string {
  const content = contentOf(text);
  const journey = content.isWhole ? journeyOf(content.value) : null;
  const name = journey !== null && 'steps' in journey ? journey.says['name'] : undefined;
  return isMap(name) ? textOf(name[locale] ?? name['ja']) : textOf(name);
}
