import '../editor/texts';
import { Badge, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { templatesQuery } from '../editor/draft/server';
import parts from '../parts/parts.module.css';
import { Sheet } from '../parts/Sheet';
import { useSay } from '../parts/words';
import classes from './creating.module.css';

/** Journeys that somebody has begun and nobody has published; nothing where there are none. */
export function Unpublished() {
  const { t } = useTranslation('creating');
  const { t: p } = useTranslation('publish');
  const say = useSay();
  const begun = useQuery(templatesQuery).data?.filter(f => (f.kind === 'journey' || f.kind === 'campaign') && f.hash === null) ?? [];
  if (begun.length === 0) {
    return null;
  }
  return (
    <div className={classes.unpublished}>
      <Sheet title={t('drafts')} lead={t('draftsHint')}>
        <ul className={classes.list}>
          {begun.map(file => (
            <li key={file.name}>
              <Link to="/journeys/$id/edit" params={{ id: file.name }} className={parts.rowLink}>
                {file.title == null ? file.name : say(file.title)}
              </Link>
              <Text size="xs" c="dimmed" component="span">
                {file.name}
              </Text>
              <Badge variant="outline" color="nando" radius="sm" tt="none">
                {p(`kinds.${file.kind}`)}
              </Badge>
            </li>
          ))}
        </ul>
      </Sheet>
    </div>
  );
}
