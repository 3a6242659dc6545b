import './texts';
import { Alert, Button, Group, SegmentedControl, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useMemo, useReducer, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DraftOnly } from '../creating/DraftOnly';
import { Icon } from '../parts/Icon';
import { LinkButton } from '../parts/LinkButton';
import { useSay } from '../parts/words';
import { AddStep } from './AddStep';
import { Canvas } from './canvas/Canvas';
import { stepNodeId } from './canvas/graph';
import { Discard } from './draft/Discard';
import { DraftNotices } from './draft/DraftNotices';
import { DraftState } from './draft/DraftState';
import { LeaveGuard } from './draft/LeaveGuard';
import { lintQuery, type Finding, type OpenFile } from './draft/server';
import { useDraft } from './draft/useDraft';
import classes from './editor.module.css';
import { findingsOf, remarksOf, stepAtLine } from './findings';
import { addition, removal, type NewStep, type Place } from './model/actions';
import { pathOf, stepOf, type Step } from './model/journey';
import { Findings } from './panel/Findings';
import { JourneyPanel } from './panel/JourneyPanel';
import { StepPanel } from './panel/StepPanel';
import { Dialog } from './Dialog';
import { editorAfter, editorOf } from './state';
import { lineOf } from './text/file';
import type { Edit } from './text/json';
import { useWords } from './words';

const lintPauseMs = 500;
const Code = lazy(() => import('./Code').then(module => ({ default: module.Code })));

/** A journey on a canvas, in a form and as text: three views of the one text. */
export function Editor({ file, messages, actions }: { file: OpenFile; messages: readonly string[]; actions?: ReactNode }) {
  const { t: e } = useTranslation('editor');
  const say = useSay();
  const [state, dispatch] = useReducer(editorAfter, file.draft?.text ?? file.published?.text ?? '', editorOf);
  const text = state.history.present;
  const navigate = useNavigate();
  const [side, setSide] = useState<'form' | 'yaml'>('form');
  const [adding, setAdding] = useState<Place | null>(null);
  const [isListing, setListing] = useState(false);
  const keeping = useDraft(file, text);
  const { autosave } = keeping;
  const words = useWords(file.name, state.journey);
  const [linted] = useDebouncedValue(text, lintPauseMs);
  const lint = useQuery(lintQuery(file.kind, file.name, linted));
  const findings = useMemo(() => findingsOf(file, state.journey, lint.data?.findings ?? []), [file, state.journey, lint.data]);
  const step = stepOf(state.journey, state.selected.replace(/^(step|arm):|:\d+$/g, ''));
  const remarks = useMemo(() => (state.fault === null ? remarksOf(file, findings, say) : [{ line: state.fault.line, column: state.fault.column, severity: 'error' as const, text: e(`fault.${state.fault.kind}`, { detail: state.fault.detail }) }]), [file, findings, say, state.fault, e]);
  const reveal = useMemo(() => (state.fault === null ? lineOf(text, step === undefined ? [] : pathOf(step)) : null), [state.selected, state.fault === null]);

  const onEdit = useCallback((...edits: Edit[]) => dispatch({ kind: 'edited', edits, now: Date.now() }), []);
  const add = (kind: NewStep) => {
    const { edit, id } = addition(state.journey, kind, adding!, messages[0] ?? 'message');
    dispatch({ kind: 'edited', edits: [edit], select: stepNodeId(id) });
    setAdding(null);
    setSide('form');
  };
  const remove = (gone: Step) => dispatch({ kind: 'edited', edits: [removal(gone)] });
  const open = () => {
    setSide('form');
    requestAnimationFrame(() => document.getElementById('panel-title')?.focus());
  };
  const show = (finding: Finding) => {
    setListing(false);
    dispatch({ kind: 'select', node: finding.step === null ? '@trigger' : stepNodeId(finding.step) });
  };

  return (
    <div className={classes.frame} onKeyDown={event => undoKeys(event, dispatch)}>
      <header className={classes.bar}>
        <div className={classes.barText}>
          {file.published === null ? (
            <LinkButton to="/journeys" leftSection={<Icon name="left" size={14} />}>
              {e('backToList')}
            </LinkButton>
          ) : (
            <LinkButton to="/journeys/$id" params={{ id: file.name }} leftSection={<Icon name="left" size={14} />}>
              {e('back')}
            </LinkButton>
          )}
          <Title order={1} tabIndex={-1}>
            {e('title', { name: words.name })}
          </Title>
        </div>
        <DraftState autosave={autosave} />
        <FindingCount faults={findings.filter(f => f.severity === 'fault').length} warnings={findings.filter(f => f.severity === 'warning').length} isKnown={lint.data !== undefined} onOpen={() => setListing(true)} />
        <Group gap={6}>
          <Button variant="default" size="compact-sm" disabled={state.history.past.length === 0} onClick={() => dispatch({ kind: 'undo' })}>
            {e('undo')}
          </Button>
          <Button variant="default" size="compact-sm" disabled={state.history.future.length === 0} onClick={() => dispatch({ kind: 'redo' })}>
            {e('redo')}
          </Button>
          <Discard file={file} autosave={autosave} />
          <DraftOnly file={file} autosave={autosave} onRenamed={id => void navigate({ to: '/journeys/$id/edit', params: { id } })} onGone={() => void navigate({ to: '/journeys' })} />
          {actions}
        </Group>
      </header>
      <DraftNotices file={file} keeping={keeping} text={text} onReplace={theirs => dispatch({ kind: 'replaced', text: theirs })} />
      {state.fault !== null && (
        <Alert color="shu" variant="outline" icon={<Icon name="alert" />} title={e('broken', { line: state.fault.line })} role="alert">
          {e(`fault.${state.fault.kind}`, { detail: state.fault.detail })} {e('brokenText')}
        </Alert>
      )}
      <div className={classes.work}>
        <Canvas
          journey={state.journey}
          words={words}
          findings={findings}
          selected={state.selected}
          isStale={state.fault !== null}
          onSelect={node => dispatch({ kind: 'select', node })}
          onOpen={open}
          onMove={edit => dispatch({ kind: 'edited', edits: [edit] })}
          onRemove={remove}
          onAdd={setAdding}
        />
        <div className={classes.side}>
          <SegmentedControl
            aria-label={e('side')}
            value={side}
            onChange={value => setSide(value === 'yaml' ? 'yaml' : 'form')}
            data={[
              { value: 'form', label: e('form') },
              { value: 'yaml', label: e('yaml') },
            ]}
          />
          {side === 'yaml' ? (
            <Suspense fallback={<div className={classes.code} role="status" />}>
            <Code
              text={text}
              label={e('yamlLabel')}
              remarks={remarks}
              reveal={reveal}
              onType={typed => dispatch({ kind: 'typed', text: typed, now: Date.now() })}
              onUndo={() => dispatch({ kind: 'undo' })}
              onRedo={() => dispatch({ kind: 'redo' })}
              onLine={line => {
                const id = state.fault === null ? stepAtLine(text, state.journey, line) : null;
                dispatch({ kind: 'select', node: id === null ? '@trigger' : stepNodeId(id) });
              }}
            />
            </Suspense>
          ) : (
            <section className={classes.panel} aria-labelledby="panel-title" tabIndex={0}>
              <fieldset disabled={state.fault !== null} className={classes.fields}>
                {step === undefined ? (
                  <JourneyPanel journey={state.journey} findings={findings.filter(f => f.step === null)} onEdit={onEdit} />
                ) : (
                  <StepPanel key={step.id} journey={state.journey} step={step} words={words} messages={messages} findings={findings.filter(f => f.step === step.id)} onEdit={onEdit} onRemove={() => remove(step)} />
                )}
              </fieldset>
            </section>
          )}
        </div>
      </div>
      <AddStep opened={adding !== null} onClose={() => setAdding(null)} onAdd={add} />
      <Dialog opened={isListing} title={e('findings')} onClose={() => setListing(false)} size="lg">
        {findings.length === 0 ? <Text>{e('findingsNone')}</Text> : <Findings findings={findings} onShow={show} />}
      </Dialog>
      <LeaveGuard autosave={autosave} />
    </div>
  );
}

function FindingCount({ faults, warnings, isKnown, onOpen }: { faults: number; warnings: number; isKnown: boolean; onOpen: () => void }) {
  const { t: e } = useTranslation('editor');
  if (!isKnown) {
    return null;
  }
  const words = [faults > 0 && e('faults', { count: faults }), warnings > 0 && e('warnings', { count: warnings })].filter(Boolean).join('・') || e('findingsNone');
  return (
    <Button variant="subtle" size="compact-sm" color={faults > 0 ? 'shu' : 'nando'} onClick={onOpen}>
      {words}
    </Button>
  );
}

/** In a field the browser's own undo holds; the text has its own keys. */
function undoKeys(event: KeyboardEvent, dispatch: (act: { kind: 'undo' } | { kind: 'redo' }) => void): void {
  const target = event.target as HTMLElement;
  if (!(event.ctrlKey || event.metaKey) || target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) {
    return;
  }
  const key = event.key.toLowerCase();
  if (key === 'z' || key === 'y') {
    event.preventDefault();
    dispatch({ kind: key === 'y' || event.shiftKey ? 'redo' : 'undo' });
  }
}
