import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../editor/Dialog';
import { Empty } from '../parts/Empty';
import { Icon } from '../parts/Icon';
import { Loaded } from '../parts/Loaded';
import { Problem } from '../parts/Problem';
import { Sheet } from '../parts/Sheet';
import { AddImage } from './AddImage';
import { altMax, describeImage, imagesQuery, imageUsesQuery, isAlt, matches, removeImage, type LibraryImage } from './images';
import classes from './library.module.css';
import { Uses } from './Parts';

/** The images that messages may show. */
export function Images() {
  const { t } = useTranslation('messages');
  const [added, setAdded] = useState<LibraryImage | null>(null);
  return (
    <Stack gap={20}>
      <Sheet title={t('images.addTitle')}>
        <AddImage onAdded={setAdded} />
        {added !== null && (
          <Text size="sm" role="status" mt="xs">
            {t('images.added', { alt: added.alt })}
          </Text>
        )}
      </Sheet>
      <Loaded query={useQuery(imagesQuery)} rows={6}>
        {images => <Shelf images={images} />}
      </Loaded>
    </Stack>
  );
}

function Shelf({ images }: { images: readonly LibraryImage[] }) {
  const { t } = useTranslation('messages');
  const [search, setSearch] = useState('');
  const found = images.filter(image => matches(image, search));
  return (
    <Sheet title={t('images.title')}>
      {images.length === 0 ? (
        <Empty icon="mail" title={t('images.none')}>
          {t('images.noneHint')}
        </Empty>
      ) : (
        <Stack gap="md">
          {images.some(i => i.forLine === 'not-https') && (
            <Alert color="nando" variant="outline" icon={<Icon name="alert" />}>
              {t('images.notHttps')}
            </Alert>
          )}
          <TextInput label={t('images.find')} value={search} leftSection={<Icon name="search" size={16} />} onChange={event => setSearch(event.currentTarget.value)} w={320} maw="100%" />
          {found.length === 0 && <Text size="sm">{t('images.noneFound')}</Text>}
          <div className={classes.grid}>
            {found.map(image => (
              <Card key={image.hash} image={image} />
            ))}
          </div>
        </Stack>
      )}
    </Sheet>
  );
}

function Card({ image }: { image: LibraryImage }) {
  const { t } = useTranslation('messages');
  const [asking, setAsking] = useState<'alt' | 'remove' | null>(null);
  const close = () => setAsking(null);
  return (
    <div className={classes.card}>
      <img src={image.path} alt={image.alt} loading="lazy" className={classes.thumb} lang="ja" />
      <Text size="sm" lang="ja">
        {image.alt}
      </Text>
      <Text size="xs" c="dimmed">
        {t('images.facts', { width: image.width, height: image.height, size: Math.max(1, Math.round(image.bytes / 1000)), type: image.type.slice('image/'.length).toUpperCase() })}
      </Text>
      {image.forLine === 'wrong-type' && <Text size="xs" c="dimmed">{t('images.unfit.wrong-type')}</Text>}
      {image.type === 'image/webp' && <Text size="xs" c="dimmed">{t('images.webp')}</Text>}
      <Group gap={4}>
        <Button variant="subtle" size="compact-xs" onClick={() => setAsking('alt')} aria-label={t('images.describeOf', { alt: image.alt })}>
          {t('images.describe')}
        </Button>
        <Button variant="subtle" size="compact-xs" color="shu" onClick={() => setAsking('remove')} aria-label={t('images.removeOf', { alt: image.alt })}>
          {t('images.remove')}
        </Button>
      </Group>
      <Dialog opened={asking === 'alt'} title={t('images.describe')} onClose={close}>
        <Describe image={image} onDone={close} />
      </Dialog>
      <Dialog opened={asking === 'remove'} title={t('images.removeOf', { alt: image.alt })} onClose={close}>
        <Remove image={image} onDone={close} />
      </Dialog>
    </div>
  );
}

function useForget() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: imagesQuery.queryKey });
}

function Describe({ image, onDone }: { image: LibraryImage; onDone: () => void }) {
  const { t } = useTranslation('messages');
  const forget = useForget();
  const [alt, setAlt] = useState(image.alt);
  const act = useMutation({
    mutationFn: () => describeImage(image, alt),
    onSuccess: async () => {
      await forget();
      onDone();
    },
  });
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        act.mutate();
      }}
    >
      <Stack>
        <TextInput label={t('images.alt')} description={t('images.altKept')} value={alt} maxLength={altMax} lang="ja" error={isAlt(alt) ? null : t('images.altWrong')} onChange={event => setAlt(event.currentTarget.value)} />
        {act.isError && <Problem error={act.error} retry={() => void forget()} />}
        <Group justify="flex-end">
          <Button type="submit" loading={act.isPending} disabled={!isAlt(alt)}>
            {t('images.keep')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Remove({ image, onDone }: { image: LibraryImage; onDone: () => void }) {
  const { t } = useTranslation('messages');
  const forget = useForget();
  const uses = useQuery(imageUsesQuery(image.hash));
  const act = useMutation({
    mutationFn: () => removeImage(image),
    onSuccess: async () => {
      onDone();
      await forget();
    },
  });
  return (
    <Loaded query={uses} rows={2}>
      {({ usedIn }) =>
        usedIn.length > 0 ? (
          <Stack gap="xs">
            <Text size="sm">{t('images.inUse')}</Text>
            <Uses of={usedIn} />
          </Stack>
        ) : (
          <Stack>
            <Text size="sm">{t('images.removeText')}</Text>
            {act.isError && <Problem error={act.error} retry={() => void forget()} />}
            <Group justify="flex-end">
              <Button color="shu" loading={act.isPending} onClick={() => act.mutate()}>
                {t('images.remove')}
              </Button>
            </Group>
          </Stack>
        )
      }
    </Loaded>
  );
}
