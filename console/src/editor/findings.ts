import type { Remark } from './Code';
import type { Finding, OpenFile } from './draft/server';
import { everyStep, pathOf, type Journey } from './model/journey';
import { lineOf } from './text/file';
import { isMap } from './text/json';
import { textOf } from './words';

/** What is to be said of this journey and of the messages that it sends; those of a message stand at the steps that send it. */
export function findingsOf(file: OpenFile, journey: Journey, all: readonly Finding[]): Finding[] {
  const senders = new Map<string, string[]>();
  for (const step of everyStep(journey.steps)) {
    const id = isMap(step.says['send']) ? textOf(step.says['send']['message']) : '';
    senders.set(id, [...(senders.get(id) ?? []), step.id]);
  }
  return all.flatMap(finding => {
    if (finding.kind === file.kind && finding.name === file.name) {
      return [finding];
    }
    const steps = finding.kind === 'email' || finding.kind === 'line' ? (senders.get(finding.name ?? '') ?? []) : [];
    return steps.map(step => ({ ...finding, step }));
  });
}

/** Those of the journey's own text, at their lines. */
export function remarksOf(file: OpenFile, findings: readonly Finding[], say: (text: { ja: string; en: string }) => string): Remark[] {
  return findings
    .filter(finding => finding.kind === file.kind && finding.line !== null)
    .map(finding => ({ line: finding.line!, column: finding.column ?? 1, severity: finding.severity === 'fault' ? 'error' : 'warning', text: `${say(finding.what)}\n${say(finding.fix)}\n${finding.detail}` }));
}

/** The step in whose lines the cursor stands; null above the first. */
export function stepAtLine(text: string, journey: Journey, line: number): string | null {
  let found: { id: string; line: number } | null = null;
  for (const step of everyStep(journey.steps)) {
    const begins = lineOf(text, pathOf(step));
    if (begins !== null && begins <= line && (found === null || begins >= found.line)) {
      found = { id: step.id, line: begins };
    }
  }
  return found?.id ?? null;
}
