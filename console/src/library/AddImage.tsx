import { Button, FileInput, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../parts/Problem';
import { addImage, altMax, fileFault, imagesQuery, imageTypes, isAlt, type LibraryImage } from './images';
import classes from './library.module.css';

/** A file becomes an image of the library. */
export function AddImage({ onAdded }: { onAdded: (image: LibraryImage) => void }) {
  const { t } = useTranslation('messages');
  const queries = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [alt, setAlt] = useState('');
  const fault = file === null ? null : fileFault(file);
  const act = useMutation({
    mutationFn: () => addImage(file!, alt),
    onSuccess: async image => {
      setFile(null);
      setAlt('');
      await queries.invalidateQueries({ queryKey: imagesQuery.queryKey });
      onAdded(image);
    },
  });
  return (
    <form
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        event.stopPropagation(); // it may stand in a dialog of a form's page
        act.mutate();
      }}
    >
      <Stack gap="sm">
        <Group align="flex-start" gap="md" grow>
          <FileInput label={t('images.file')} description={t('images.fileHint')} placeholder={t('images.choose')} classNames={{ placeholder: classes.placeholder }} accept={imageTypes.join(',')} value={file} error={fault === null ? null : t(`images.faults.${fault}`)} onChange={setFile} clearable clearButtonProps={{ 'aria-label': t('images.clear') }} />
          <TextInput label={t('images.alt')} description={t('images.altHint')} value={alt} maxLength={altMax} lang="ja" error={alt !== '' && !isAlt(alt) ? t('images.altWrong') : null} onChange={event => setAlt(event.currentTarget.value)} />
        </Group>
        {act.isError && <Problem error={act.error} />}
        <Group justify="space-between">
          <Text size="xs" c="dimmed" maw={520}>
            {t('images.public')}
          </Text>
          <Button type="submit" loading={act.isPending} disabled={file === null || fault !== null || !isAlt(alt)}>
            {t('images.add')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
