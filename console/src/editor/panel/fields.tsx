import { Group, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** What a field was when its reader came, and what they are writing: the file follows as soon as that can stand there. */
function useWritten(value: string): [string, (text: string) => void, { onFocus: () => void; onBlur: () => void }] {
  const [text, setText] = useState(value);
  const [isInside, setInside] = useState(false);
  useEffect(() => {
    if (!isInside) {
      setText(value);
    }
  }, [value, isInside]);
  return [isInside ? text : value, setText, { onFocus: () => { setText(value); setInside(true); }, onBlur: () => setInside(false) }];
}

export function TextField({ label, hint, value, required = false, lines = false, wrong, onWrite }: { label: string; hint?: string; value: string; required?: boolean; lines?: boolean; wrong?: (text: string) => string | null; onWrite: (text: string | undefined) => void }) {
  const [text, setText, inside] = useWritten(value);
  const problem = text === '' ? null : (wrong?.(text.trim()) ?? null);
  const write = (next: string) => {
    setText(next);
    const trimmed = next.trim();
    if (trimmed === '' ? !required : (wrong?.(trimmed) ?? null) === null) {
      onWrite(trimmed === '' ? undefined : trimmed);
    }
  };
  const props = { label, description: hint, value: text, error: problem, ...inside };
  return lines ? <Textarea {...props} autosize minRows={2} onChange={event => write(event.currentTarget.value)} /> : <TextInput {...props} onChange={event => write(event.currentTarget.value)} />;
}

/** A whole number, also in wide digits; what is no number of the range is not written. */
export function NumberField({ label, hint, value, min = 0, max = 3650, required = false, onWrite }: { label: string; hint?: string; value: number | null; min?: number; max?: number; required?: boolean; onWrite: (value: number | undefined) => void }) {
  const { t: e } = useTranslation('editor');
  const [text, setText, inside] = useWritten(value === null ? '' : String(value));
  const numberOf = (written: string) => (/^\d{1,9}$/.test(written) && Number(written) >= min && Number(written) <= max ? Number(written) : null);
  const write = (next: string) => {
    const plain = next.normalize('NFKC').trim();
    setText(plain);
    const number = numberOf(plain);
    if (plain === '' ? !required : number !== null) {
      onWrite(number ?? undefined);
    }
  };
  const problem = text !== '' && numberOf(text) === null ? e('numberWrong', { min, max }) : null;
  return <TextInput label={label} description={hint} inputMode="numeric" value={text} error={problem} {...inside} onChange={event => write(event.currentTarget.value)} />;
}

export function Choice<T extends string>({ label, hint, value, options, onChoose }: { label: string; hint?: string; value: T; options: readonly (readonly [T, string])[]; onChoose: (value: T) => void }) {
  const known = options.some(([option]) => option === value);
  return (
    <NativeSelect
      label={label}
      description={hint}
      value={value}
      data={[...(known ? [] : [{ value, label: value }]), ...options.map(([option, text]) => ({ value: option, label: text }))]}
      onChange={event => onChoose(event.currentTarget.value as T)}
    />
  );
}

/** Fields that belong together, side by side. */
export function Row({ children }: { children: ReactNode }) {
  return (
    <Group grow align="flex-end" gap="sm" wrap="nowrap">
      {children}
    </Group>
  );
}
