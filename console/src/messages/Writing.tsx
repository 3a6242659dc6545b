import { Alert, Button, Group, SegmentedControl, Text } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Code, type Remark } from '../editor/Code';
import { editedText } from '../editor/text/file';
import type { Edit } from '../editor/text/json';
import editor from '../editor/editor.module.css';
import { Icon } from '../parts/Icon';
import { Insert } from './Insert';
import type { NewWords } from './line/actions';
import { JsonSide, type Unfinished } from './line/JsonSide';
import { LineForm } from './line/LineForm';
import classes from './messages.module.css';
import type { MessageKind } from './server';

type Side = 'form' | 'yaml' | 'json';

/** Where a message is written: an e-mail as text; on LINE as a form, as YAML or as JSON, which always say the same. */
export function Writing({ text, kind, remarks, onType, onReplace, onUndo, onRedo }: { text: string; kind: MessageKind; remarks: readonly Remark[]; onType: (text: string) => void; onReplace: (text: string) => void; onUndo: () => void; onRedo: () => void }) {
  const { t } = useTranslation('messages');
  const [side, setSide] = useState<Side>(kind === 'line' ? 'form' : 'yaml');
  const [unfinished, setUnfinished] = useState<Unfinished | null>(null);
  const insert = useRef<((piece: string) => void) | null>(null);
  const words: NewWords = { text: t('line.newText'), title: t('line.newTitle'), button: t('line.newButton'), alt: t('line.newAlt') };
  const edit = (...edits: Edit[]) => onType(edits.reduce(editedText, text));
  return (
    <div className={classes.left}>
      <div className={classes.tools}>
        {kind === 'line' ? <SegmentedControl aria-label={t('side')} value={side} onChange={value => setSide(value as Side)} data={(['form', 'yaml', 'json'] as const).map(value => ({ value, label: t(`sides.${value}`) }))} /> : <span />}
        {side === 'yaml' && <Insert size="compact-sm" parts pictures={kind !== 'line'} onInsert={piece => insert.current?.(piece)} />}
      </div>
      {unfinished !== null && side !== 'json' && (
        <Alert color="nando" variant="outline" icon={<Icon name="alert" />} mb="sm">
          <Group justify="space-between">
            <Text size="sm">{t('line.jsonWaits')}</Text>
            <Button variant="default" size="compact-sm" onClick={() => setSide('json')}>
              {t('line.jsonGoOn')}
            </Button>
          </Group>
        </Alert>
      )}
      {side === 'yaml' ? (
        <Code text={text} label={t(`text.${kind}`)} isYaml={kind === 'line'} remarks={remarks} reveal={null} insert={insert} onType={onType} onUndo={onUndo} onRedo={onRedo} onLine={() => {}} />
      ) : (
        <section className={editor.panel} aria-label={t(`sides.${side}`)} tabIndex={0}>
          {side === 'form' ? <LineForm text={text} words={words} onEdit={edit} /> : <JsonSide text={text} words={words} unfinished={unfinished} onReplace={onReplace} onUnfinished={setUnfinished} />}
        </section>
      )}
    </div>
  );
}
