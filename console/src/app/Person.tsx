import { Badge, Menu, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { meQuery } from '../api/queries';
import { Icon } from '../parts/Icon';
import classes from './Shell.module.css';

/** Who is using the console, where that is somebody other than the person at the server itself. */
export function Person() {
  const { t } = useTranslation();
  const { data: me } = useQuery(meQuery);
  if (!me || me.way === 'machine') {
    return null;
  }
  const role = t(`person.role.${me.role}`);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <UnstyledButton className={classes.person} aria-label={t('person.menu', { name: me.name, role })}>
          <Icon name="people" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {me.name} <Badge variant="light" radius="sm" tt="none" ml={6}>{role}</Badge>
        </Menu.Label>
        {me.signOut !== null && (
          <Menu.Item onClick={() => void leave(me.signOut!)}>{t('person.signOut')}</Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Ends the session, and shows the page as a stranger sees it: nothing of the shop stays in the tab. */
async function leave(path: string): Promise<void> {
  await fetch(path, { method: 'POST' });
  globalThis.location.assign('/');
}
