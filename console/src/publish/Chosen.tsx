import { Checkbox, Stack, Text, Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { Differences } from '../editor/Differences';
import { Loaded } from '../parts/Loaded';
import { keyOf } from './choice';
import { changeQuery } from './server';

/** Which drafts are to be published, and what is different in each. */
export function Chosen({ drafts, chosen, preview, onChoose }: { drafts: readonly Schemas['DraftItem'][]; chosen: readonly string[]; preview: Schemas['PublishPreview'] | undefined; onChoose: (keys: string[]) => void }) {
  const { t } = useTranslation('publish');
  const { t: e } = useTranslation('editor');
  const [open, setOpen] = useState<string | null>(null);
  return (
    <Checkbox.Group value={[...chosen]} onChange={onChoose} label={t('drafts')} description={t('draftsHint')}>
      <Stack gap="xs" mt="xs">
        {drafts.map(draft => {
          const key = keyOf(draft);
          const seen = preview?.drafts.find(d => keyOf(d) === key);
          return (
            <div key={key}>
              <Checkbox value={key} label={t(`kinds.${draft.kind}`) + e('quoted', { text: draft.name }) + (seen?.isNew === true ? e('bracket', { text: t('new') }) : '')} />
              {seen?.isStale === true && <Text size="sm" c="shu">{t('stale')}</Text>}
              {seen?.isUnsent === true && <Text size="sm" c="dimmed">{t('unsent')}</Text>}
              {seen !== undefined && (
                <Button variant="subtle" size="compact-sm" ml={28} aria-expanded={open === key} onClick={() => setOpen(open === key ? null : key)}>
                  {t('differences')}
                </Button>
              )}
              {open === key && seen !== undefined && <Change of={seen} />}
            </div>
          );
        })}
      </Stack>
    </Checkbox.Group>
  );
}

function Change({ of }: { of: Schemas['PreviewedDraft'] }) {
  return <Loaded query={useQuery(changeQuery(of, of.isNew))}>{({ before, after }) => <Differences before={before} after={after} />}</Loaded>;
}
