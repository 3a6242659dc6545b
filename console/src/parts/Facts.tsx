import type { ReactNode } from 'react';
import classes from './parts.module.css';

/** Names and values; what is false is left out. */
export function Facts({ facts }: { facts: readonly (readonly [string, ReactNode] | false | null)[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map(fact =>
        fact ? (
          <div key={fact[0]} style={{ display: 'contents' }}>
            <dt>{fact[0]}</dt>
            <dd>{fact[1]}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}
