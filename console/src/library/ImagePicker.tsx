import { Button, Stack, Text, TextInput, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../editor/Dialog';
import { Loaded } from '../parts/Loaded';
import { AddImage } from './AddImage';
import { imagesQuery, matches, type LibraryImage } from './images';
import classes from './library.module.css';

/** Where a picture goes: into an e-mail, or into a LINE message as itself or as the small one that stands for it. */
export type ImagePlace = 'email' | 'line' | 'line-preview';

/** Opens the library to choose from. */
export function ImageButton({ label, place = 'email', size = 'compact-xs', onChoose }: { label: string; place?: ImagePlace; size?: string; onChoose: (image: LibraryImage) => void }) {
  const { t } = useTranslation('messages');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" size={size} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Dialog opened={isOpen} title={t('images.pick')} size="lg" onClose={() => setOpen(false)}>
        <Choice
          place={place}
          onChoose={image => {
            setOpen(false);
            onChoose(image);
          }}
        />
      </Dialog>
    </>
  );
}

/** Why an image cannot stand there; null when it can. */
export function placeFault({ forLine }: Pick<LibraryImage, 'forLine'>, place: ImagePlace): 'wrong-type' | 'not-https' | 'large' | null {
  return place === 'email' || forLine === 'whole' ? null : forLine === 'original' ? (place === 'line' ? null : 'large') : forLine;
}

function Choice({ place, onChoose }: { place: ImagePlace; onChoose: (image: LibraryImage) => void }) {
  const { t } = useTranslation('messages');
  const [search, setSearch] = useState('');
  return (
    <Stack gap="md">
      <Loaded query={useQuery(imagesQuery)} rows={4}>
        {images => (
          <>
            {images.length > 0 && <TextInput label={t('images.find')} value={search} onChange={event => setSearch(event.currentTarget.value)} />}
            {images.length === 0 && <Text size="sm">{t('images.none')}</Text>}
            <div className={classes.grid}>
              {images
                .filter(image => matches(image, search))
                .map(image => {
                  const fault = placeFault(image, place);
                  return (
                    <UnstyledButton key={image.hash} className={classes.choice} disabled={fault !== null} onClick={() => onChoose(image)}>
                      <img src={image.path} alt="" loading="lazy" className={classes.thumb} />
                      <Text size="xs" component="span" lang="ja" lineClamp={2}>
                        {image.alt}
                      </Text>
                      {fault !== null && (
                        <Text size="xs" c="dimmed" component="span">
                          {t(`images.unfit.${fault}`)}
                        </Text>
                      )}
                    </UnstyledButton>
                  );
                })}
            </div>
          </>
        )}
      </Loaded>
      <Text fw={600} size="sm" component="h3">
        {t('images.addTitle')}
      </Text>
      <AddImage onAdded={image => placeFault(image, place) === null && onChoose(image)} />
    </Stack>
  );
}
