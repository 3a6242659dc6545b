import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { fileQuery } from '../editor/draft/server';
import { Editor } from '../messages/Editor';
import { Loaded } from '../parts/Loaded';
import { PageFrame } from '../parts/Sheet';

const route = getRouteApi('/journeys/$id/messages/$kind/$name');

export function MessageEditor() {
  const { id, kind: wanted, name } = route.useParams();
  const kind = wanted === 'line' ? 'line' : 'email';
  const file = useQuery(fileQuery([kind], name));
  return file.data === undefined ? (
    <PageFrame title={name}>
      <Loaded query={file}>{() => null}</Loaded>
    </PageFrame>
  ) : (
    <Editor key={`${kind}:${name}:${file.dataUpdatedAt}`} file={file.data} kind={kind} journey={id} />
  );
}
