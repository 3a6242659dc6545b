import { useEffect, useReducer, useRef, useState } from 'react';
import { Autosave } from './autosave';
import { backup } from './backup';
import { saveDraft, type OpenFile } from './server';

/** Keeps what is written, first in this browser, then on the server. */
export function useDraft(file: OpenFile, text: string): Autosave {
  const [, changed] = useReducer((count: number) => count + 1, 0);
  const key = `${file.kind}.${file.name}`;
  const [autosave] = useState(() => new Autosave(file.draft?.text ?? file.published?.text ?? '', file.draft?.draft.tag ?? null, (written, tag) => saveDraft(file, written, tag), changed));
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

  const isKept = autosave.state === 'saved' && autosave.isSafe;
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
  return autosave;
}
