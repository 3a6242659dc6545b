import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FileKind } from '../editor/draft/server';
import { idFault, idMax } from './ids';

/** An id, and why it cannot be one. */
export function IdField({ label, kind, value, taken, onWrite }: { label: string; kind: FileKind; value: string; taken: ReadonlySet<string>; onWrite: (id: string) => void }) {
  const { t } = useTranslation('creating');
  const fault = value === '' ? null : idFault(kind, value, taken);
  return (
    <TextInput
      label={label}
      description={t('idHint')}
      value={value}
      error={fault === null ? null : t(`wrong.${fault}`, { max: idMax(kind) })}
      autoCapitalize="none"
      spellCheck={false}
      onChange={event => onWrite(event.currentTarget.value.normalize('NFKC').trim())}
    />
  );
}
