import { Button, type ButtonProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes } from 'react';

type AnchorProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof ButtonProps> & ButtonProps;

/** A quiet way on to another page. */
export const LinkButton = createLink((props: AnchorProps) => <Button component="a" variant="subtle" size="compact-sm" ml={-8} {...props} />);
