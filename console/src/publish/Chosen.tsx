import { Checkbox, Stack, Text, Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { Differences } from '../editor/Differences';
import { templatesQuery } from '../editor/draft/server';
import { useMessageWords } from '../editor/words';
import { Uses } from '../library/Parts';
import { Loaded } from '../parts/Loaded';
import { useSay } from '../parts/words';
import { keyOf } from './choice';
import { changeQuery } from './server';

/** Which drafts are to be published, and what is different in each. */
export function Chosen({ drafts, chosen, preview, onChoose }: { drafts: readonly Schemas['DraftItem'][]; chosen: readonly string[]; preview: Schemas['PublishPreview'] | undefined; onChoose: (keys: string[]) => void }) {
  const { t } = useTranslation('publish');
  const titles = useDraftTitles();
  const [open, setOpen] = useState<string | null>(null);
  return (
    <Checkbox.Group value={[...chosen]} onChange={onChoose} label={t('drafts')} description={t('draftsHint')}>
      <Stack gap="xs" mt="xs">
        {drafts.map(draft => {
          const key = keyOf(draft);
          const seen = preview?.drafts.find(d => keyOf(d) === key);
          return (
            <div key={key}>
              <Checkbox value={key} label={<Named kind={t(`kinds.${draft.kind}`)} title={titles(draft)} id={draft.name} isNew={seen?.isNew === true} />} />
              {seen?.isStale === true && <Text size="sm" c="shu">{t('stale')}</Text>}
              {seen !== undefined && seen.usedIn.length > 0 && (
                <Text size="sm" c="dimmed" ml={28} component="div">
                  {t('usedIn')} <Uses of={seen.usedIn} />
                </Text>
              )}
              {seen?.isUnsent === true && <Text size="sm" c="dimmed">{t(draft.kind === 'part' ? 'partUnsent' : 'unsent')}</Text>}
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

/** By what people call it, with its id beside it. */
function Named({ kind, title, id, isNew }: { kind: string; title: string; id: string; isNew: boolean }) {
  const { t } = useTranslation('publish');
  const { t: e } = useTranslation('editor');
  return (
    <>
      {kind + e('quoted', { text: title }) + (isNew ? e('bracket', { text: t('new') }) : '')}
      {title !== id && (
        <Text span size="sm" c="dimmed" ml={6}>
          {id}
        </Text>
      )}
    </>
  );
}

/** A journey's or model's name and an e-mail's subject; a LINE message is called as the e-mail beside it. */
function useDraftTitles(): (draft: Schemas['DraftItem']) => string {
  const say = useSay();
  const files = useQuery(templatesQuery).data;
  const messages = useMessageWords();
  return ({ kind, name }) => {
    const title = kind === 'email' || kind === 'line' ? null : files?.find(f => f.kind === kind && f.name === name)?.title;
    return title == null ? messages(name) : say(title);
  };
}

function Change({ of }: { of: Schemas['PreviewedDraft'] }) {
  return <Loaded query={useQuery(changeQuery(of, of.isNew))}>{({ before, after }) => <Differences before={before} after={after} />}</Loaded>;
}
