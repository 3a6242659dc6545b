import type { ErrorComponentProps } from '@tanstack/react-router';
import { Problem } from '../parts/Problem';

/** A page that could not be drawn; the others still can. */
export function Crashed({ error, reset }: ErrorComponentProps) {
  return <Problem level={1} error={error} retry={reset} />;
}
