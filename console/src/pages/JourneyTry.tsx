import '../editor/texts';
import '../trial/texts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { shopQuery } from '../api/queries';
import { readingQuery } from '../editor/draft/server';
import { nameIn } from '../editor/words';
import { Icon } from '../parts/Icon';
import { LinkButton } from '../parts/LinkButton';
import { Loaded } from '../parts/Loaded';
import { PageFrame } from '../parts/Sheet';
import { useLocale } from '../parts/words';
import { draftsQuery } from '../publish/server';
import { lastTrial } from '../trial/lastTrial';
import { Trial } from '../trial/Trial';

const route = getRouteApi('/journeys/$id/try');

export function JourneyTry() {
  const { t } = useTranslation('trial');
  const locale = useLocale();
  const go = useNavigate();
  const { id } = route.useParams();
  const job = route.useSearch().job ?? lastTrial.read();
  const shop = useQuery(shopQuery);
  const file = useQuery(readingQuery(['journey', 'campaign'], id));
  const drafts = useQuery({ ...draftsQuery, gcTime: 0 });
  const text = file.data?.draft?.text ?? file.data?.published?.text ?? '';
  return (
    <PageFrame
      title={t('title', { name: nameIn(text, locale) || id })}
      lead={t('lead')}
      back={
        <LinkButton to="/journeys/$id/edit" params={{ id }} leftSection={<Icon name="left" size={14} />}>
          {t('back')}
        </LinkButton>
      }
    >
      <Loaded query={shop}>
        {({ today }) => (
          <Loaded query={file}>
            {() => <Loaded query={drafts}>{items => <Trial id={id} job={job} today={today} drafts={items} text={text} onBegun={begun => {
              lastTrial.write(begun);
              void go({ to: '/journeys/$id/try', params: { id }, search: { job: begun }, replace: true });
            }} />}</Loaded>}
          </Loaded>
        )}
      </Loaded>
    </PageFrame>
  );
}
