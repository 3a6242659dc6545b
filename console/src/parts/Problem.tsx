import { Button, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/problem';
import { Icon } from './Icon';
import { useLocale } from './words';
import classes from './parts.module.css';

/** What went wrong, and what to do about it.
 *  @param level 1 where it stands in place of the whole page. */
export function Problem({ error, retry, level = 2 }: { error: unknown; retry?: (() => void) | undefined; level?: 1 | 2 }) {
  const { t } = useTranslation();
  const kind = error instanceof ApiProblem ? error.kind : 'crashed';
  const locale = useLocale();
  const detail = error instanceof ApiProblem ? (error.text?.[locale] ?? error.detail) : error instanceof Error ? error.message : null;
  return (
    <Stack role="alert" className={classes.problem} gap="xs" align="flex-start">
      <Title order={level} className={classes.problemTitle}>
        <Icon name="alert" /> {t(`problem.${kind}.title`)}
      </Title>
      <Text>{t(`problem.${kind}.text`)}</Text>
      {detail !== null && (
        <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {t('problem.said', { detail })}
        </Text>
      )}
      {retry && (
        <Button variant="default" onClick={retry} mt="xs">
          {t('common.retry')}
        </Button>
      )}
    </Stack>
  );
}
