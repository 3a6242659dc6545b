import { useEffect, useReducer, useRef, useState } from 'react';
import { Autosave } from './autosave';
import { backup } from './backup';
import { basisOf, keepDraft, type OpenFile } from './server';

export interface DraftKeeping {
  autosave: Autosave;
  /** Other words were published since the draft began. */
  isStale: boolean;
  /** Its writer has seen them, and goes on from there. */
  rebase: () => void;
}

/** Keeps what is written, first in this browser, then on the server. */
export function useDraft(file: OpenFile, text: string): DraftKeeping {
  const [, changed] = useReducer((count: number) => count + 1, 0);
  const key = `${file.kind}.${file.name}`;
  const [isStale, setStale] = useState(file.draft?.draft.isStale ?? false);
  const basis = useRef(basisOf(file));
  const [autosave] = useState(() => new Autosave(file.draft?.text ?? file.published?.text ?? '', file.draft?.draft.tag ?? null, (written, tag) => keepDraft(file, written, tag, basis.current), changed));
  const first = useRef(true);

  useEffect(() => {
    autosave.write(text);
    if (!autosave.isSafe) {
      backup.write(key, text);
    } else if (!first.current) {
      backup.drop(key);
    }
    first.current = false;
  }, [autosave, key, text]);

  const isKept = (autosave.state === 'saved' || autosave.state === 'published') && autosave.isSafe;
  useEffect(() => {
    if (isKept && !first.current) {
      backup.drop(key);
    }
  }, [isKept, key]);

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (!autosave.isSafe) {
        void autosave.flush();
        event.preventDefault();
      }
    };
    window.addEventListener('beforeunload', warn);
    return () => {
      window.removeEventListener('beforeunload', warn);
      void autosave.flush(); // whoever goes to another page of the console loses nothing
    };
  }, [autosave]);
  const rebase = () => {
    basis.current = file.published?.template.hash ?? null;
    setStale(false);
    void autosave.again();
  };
  return { autosave, isStale, rebase };
}
