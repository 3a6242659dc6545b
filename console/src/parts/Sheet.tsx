import { Group, Paper, Text, Title } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import classes from './parts.module.css';

/** A sheet of the page with its own heading. */
export function Sheet({ title, lead, aside, children, flush = false }: { title?: string; lead?: ReactNode; aside?: ReactNode; children: ReactNode; flush?: boolean }) {
  const id = useId();
  return (
    <Paper component="section" className={classes.sheet} {...(title === undefined ? {} : { 'aria-labelledby': id })}>
      {title !== undefined && (
        <Group justify="space-between" align="baseline" className={classes.sheetHead} gap="xs">
          <div>
            <Title order={2} id={id}>
              {title}
            </Title>
            {lead !== undefined && (
              <Text size="sm" c="dimmed" component="div">
                {lead}
              </Text>
            )}
          </div>
          {aside}
        </Group>
      )}
      <div className={flush ? classes.sheetFlush : classes.sheetBody}>{children}</div>
    </Paper>
  );
}

/** A page: its heading, what it is for, and its sheets. */
export function PageFrame({ title, lead, back, aside, children }: { title: ReactNode; lead?: ReactNode; back?: ReactNode; aside?: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.page}>
      <header className={classes.pageHead}>
        {back}
        <Group justify="space-between" align="flex-end" gap="sm">
          <div>
            <Title order={1} tabIndex={-1} id="page-title">
              {title}
            </Title>
            {lead !== undefined && (
              <Text c="dimmed" mt={2} component="div">
                {lead}
              </Text>
            )}
          </div>
          {aside}
        </Group>
      </header>
      {children}
    </div>
  );
}
