import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { fileQuery } from '../editor/draft/server';
import { Loaded } from '../parts/Loaded';
import { PageFrame } from '../parts/Sheet';
import { Editor } from '../ranks/Editor';

const route = getRouteApi('/ranks/$id/edit');

export function RankEditor() {
  const { id } = route.useParams();
  const file = useQuery(fileQuery(['rank'], id));
  return file.data === undefined ? (
    <PageFrame title={id}>
      <Loaded query={file}>{() => null}</Loaded>
    </PageFrame>
  ) : (
    <Editor key={`${id}:${file.dataUpdatedAt}`} file={file.data} />
  );
}
