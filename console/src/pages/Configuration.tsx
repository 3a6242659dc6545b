import '../editor/texts';
import '../configuration/texts';
import { Alert, Anchor, Button, Checkbox, FileInput, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { ApiProblem } from '../api/problem';
import { meQuery, shopQuery } from '../api/queries';
import { Plan } from '../configuration/Plan';
import { download, exportConfiguration, importConfiguration, previewConfiguration } from '../configuration/server';
import { Icon } from '../parts/Icon';
import { Loaded } from '../parts/Loaded';
import { Problem } from '../parts/Problem';
import { PageFrame, Sheet } from '../parts/Sheet';
import { keyOf } from '../publish/choice';
import { Publish } from '../publish/Publish';
import { openDraftsQuery } from '../publish/server';

export function Configuration() {
  const { t } = useTranslation('configuration');
  const role = useQuery(meQuery).data?.role;
  return (
    <PageFrame
      title={t('title')}
      lead={t('lead')}
      back={
        <Anchor component={Link} to="/settings" size="sm">
          <Icon name="left" size={14} style={{ verticalAlign: '-2px' }} /> {t('back')}
        </Anchor>
      }
    >
      <Export />
      {role !== undefined && role !== 'viewer' && <Import isAdmin={role === 'admin'} />}
    </PageFrame>
  );
}

function Export() {
  const { t } = useTranslation('configuration');
  const today = useQuery(shopQuery).data?.today ?? '';
  const act = useMutation({ mutationFn: exportConfiguration, onSuccess: zip => download(zip, `followupflows-${today}.zip`) });
  return (
    <Sheet title={t('export')} lead={t('exportText')}>
      <Button onClick={() => act.mutate()} loading={act.isPending}>
        {t('download')}
      </Button>
      {act.isError && <Problem error={act.error} />}
    </Sheet>
  );
}

function Import({ isAdmin }: { isAdmin: boolean }) {
  const { t } = useTranslation('configuration');
  const queries = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [replaces, setReplaces] = useState(false);
  const look = useMutation({ mutationFn: previewConfiguration });
  const take = useMutation({
    mutationFn: ({ zip, mark }: { zip: File; mark: string }) => importConfiguration(zip, mark, replaces),
    onSuccess: () => queries.invalidateQueries({ predicate: ({ queryKey: [first] }) => ['templates', 'drafts', 'editing', 'calendar'].includes(String(first)) }),
  });
  const open = (chosen: File | null) => {
    setFile(chosen);
    setReplaces(false);
    look.reset();
    take.reset();
    if (chosen !== null) {
      look.mutate(chosen);
    }
  };
  const preview = look.data;
  const mustReplace = preview?.files.some(f => f.replacesDraft) ?? false;
  const isMoved = take.error instanceof ApiProblem && take.error.status === 412;
  return (
    <>
      <Sheet title={t('import')} lead={t('importText')}>
        <FileInput label={t('file')} placeholder={t('choose')} accept="application/zip,.zip" value={file} onChange={open} clearable clearButtonProps={{ 'aria-label': t('choose') }} styles={{ placeholder: { color: 'var(--mantine-color-dimmed)' } }} maw={420} />
      </Sheet>
      {look.isError && <Problem error={look.error} />}
      {take.isSuccess ? (
        <Taken drafts={take.data.drafts} isAdmin={isAdmin} />
      ) : (
        preview && (
          <>
            <Plan preview={preview} />
            {preview.canImport && (
              <Stack align="flex-start">
                {mustReplace && <Checkbox label={t('replace')} checked={replaces} onChange={event => setReplaces(event.currentTarget.checked)} />}
                {isMoved ? (
                  <Alert color="shu">
                    <Group>
                      <Text size="sm">{t('moved')}</Text>
                      <Button variant="default" size="xs" onClick={() => open(file)}>
                        {t('again')}
                      </Button>
                    </Group>
                  </Alert>
                ) : (
                  take.isError && <Problem error={take.error} />
                )}
                <Button onClick={() => take.mutate({ zip: file!, mark: preview.mark })} loading={take.isPending} disabled={mustReplace && !replaces}>
                  {t('take')}
                </Button>
              </Stack>
            )}
          </>
        )
      )}
    </>
  );
}

/** What was taken are drafts; an administrator can make them live from here. */
function Taken({ drafts, isAdmin }: { drafts: readonly Schemas['ImportedDraft'][]; isAdmin: boolean }) {
  const { t } = useTranslation('configuration');
  const [publishes, setPublishes] = useState(false);
  return (
    <>
      <Sheet>
        <Stack align="flex-start" gap="xs" aria-live="polite">
          <Text fw={600}>{t('taken', { count: drafts.length })}</Text>
          <Text size="sm" c="dimmed">
            {t('later')} {!isAdmin && t('onlyAdmin')}
          </Text>
          {isAdmin && !publishes && <Button onClick={() => setPublishes(true)}>{t('publish')}</Button>}
        </Stack>
      </Sheet>
      {publishes && <PublishAll first={drafts.map(keyOf)} />}
    </>
  );
}

function PublishAll({ first }: { first: readonly string[] }) {
  const { t } = useTranslation('configuration');
  return (
    <Loaded query={useQuery(openDraftsQuery)}>
      {drafts => (
        <Publish
          drafts={drafts}
          first={first}
          onward={
            <Anchor component={Link} to="/settings">
              {t('back')}
            </Anchor>
          }
        />
      )}
    </Loaded>
  );
}
