import '../trial/texts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { fileQuery, templatesQuery } from '../editor/draft/server';
import { Editor } from '../editor/Editor';
import { LinkButton } from '../parts/LinkButton';
import { Loaded } from '../parts/Loaded';
import { PageFrame } from '../parts/Sheet';

const route = getRouteApi('/journeys/$id/edit');

export function JourneyEditor() {
  const { id } = route.useParams();
  const file = useQuery(fileQuery(['journey', 'campaign'], id));
  const templates = useQuery(templatesQuery);
  if (file.data === undefined || templates.data === undefined) {
    return <PageFrame title={id}>{file.isError ? <Loaded query={file}>{() => null}</Loaded> : <Loaded query={templates}>{() => null}</Loaded>}</PageFrame>;
  }
  const messages = [...new Set(templates.data.filter(t => t.kind === 'email' || t.kind === 'line').map(t => t.name))].sort();
  return <Editor key={`${file.data.kind}:${id}:${file.dataUpdatedAt}`} file={file.data} messages={messages} actions={<Further id={id} />} />;
}

/** What comes after editing: trying it, and going live. */
function Further({ id }: { id: string }) {
  const { t } = useTranslation('publish');
  const { t: trial } = useTranslation('trial');
  return (
    <>
      <LinkButton to="/journeys/$id/try" params={{ id }} variant="default" ml={0}>
        {trial('go')}
      </LinkButton>
      <LinkButton to="/journeys/$id/publish" params={{ id }} variant="filled" ml={0}>
        {t('go')}
      </LinkButton>
    </>
  );
}
