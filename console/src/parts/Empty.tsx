import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon';
import classes from './parts.module.css';

/** Nothing is there yet: what will be, and how it comes to be. */
export function Empty({ icon, title, children }: { icon: IconName; title: string; children?: ReactNode }) {
  return (
    <Stack className={classes.empty} align="center" gap={6}>
      <span className={classes.emptyIcon}>
        <Icon name={icon} size={26} />
      </span>
      <Text fw={600} ta="center">
        {title}
      </Text>
      {children !== undefined && (
        <Text size="sm" c="dimmed" ta="center" maw={460}>
          {children}
        </Text>
      )}
    </Stack>
  );
}
