import type { Schemas } from '../api/client';
import { journeyOf, everyStep } from '../editor/model/journey';
import { contentOf } from '../editor/text/file';
import { isMap } from '../editor/text/json';
import { textOf } from '../editor/words';
import { daysOf, stages } from './rollout';

type DraftItem = Schemas['DraftItem'];

export const keyOf = (of: { kind: string; name: string }) => `${of.kind}:${of.name}`;

/** The drafts that belong to a journey: its own, those of the messages that it sends, and those of the parts of these. */
export function draftsOf(journey: string, drafts: readonly DraftItem[], text: string, files: readonly Schemas['TemplateItem'][] = []): string[] {
  const sent = messagesOf(text);
  const included = new Set(files.filter(f => f.kind === 'part' && f.usedIn.some(u => u.kind !== 'part' && sent.has(u.name))).map(f => f.name));
  return drafts
    .filter(d => ((d.kind === 'journey' || d.kind === 'campaign') && d.name === journey) || ((d.kind === 'email' || d.kind === 'line') && sent.has(d.name)) || (d.kind === 'part' && included.has(d.name)))
    .map(keyOf);
}

/** The drafts that are published with a message: its own, and those of the parts that it includes. With a new part go the messages that
 *  include it, because it is published with them. */
export function firstOf(kind: string, name: string, drafts: readonly DraftItem[], files: readonly Schemas['TemplateItem'][]): string[] {
  const own = (of: { kind: string; name: string }) => (kind === 'part' ? of.kind === 'part' && of.name === name : (of.kind === 'email' || of.kind === 'line') && of.name === name);
  const part = kind === 'part' ? files.find(own) : undefined;
  const users = part !== undefined && part.hash === null ? part.usedIn : [];
  const included = files.filter(f => f.kind === 'part' && f.usedIn.some(own));
  const wanted = new Set([...users, ...included].map(keyOf));
  return drafts.filter(d => own(d) || wanted.has(keyOf(d))).map(keyOf);
}

/** The messages that a journey's file names; none where it cannot be read. */
export function messagesOf(text: string): Set<string> {
  const content = contentOf(text);
  const journey = content.isWhole ? journeyOf(content.value) : null;
  const steps = journey !== null && 'steps' in journey ? everyStep(journey.steps) : [];
  return new Set(steps.flatMap(step => (isMap(step.says['send']) ? [textOf(step.says['send']['message'])] : [])));
}

/** What somebody expects of a journey's version, as the form holds it. */
export interface Expectation {
  kind: Schemas['TemplateKind'];
  text: string;
  metric: Schemas['Metric'];
  expected: string;
  checkOn: string;
}

/** Of journeys, by their ids. */
export type Expectations = ReadonlyMap<string, Expectation>;

const size = /^\+?[0-9]{1,9}(\.[0-9]{1,4})?(%|pt)?$/;

export function isSize(text: string): boolean {
  return text.trim() === '' || size.test(text.trim());
}

/** Only what was said, and can be read, goes along: an empty text leaves the journey's own. */
export function hypothesesOf(said: Expectations): Schemas['ExpectedBody'][] {
  return [...said].flatMap(([name, { kind, text, metric, expected, checkOn }]) =>
    text.trim() === '' || !isSize(expected) ? [] : [{ kind, name, text: text.trim().replace(/\s+/g, ' '), metric, expected: expected.trim() || null, checkOn: checkOn || null }],
  );
}

/** How new versions reach customers, as the form holds it. */
export interface PublicationWay {
  policy: Schemas['PublishPolicy'];
  isStaged: boolean;
  /** As it is written; it may be no number. */
  stageDays: string | number;
}

export const atOnce: PublicationWay = { policy: 'pin', isStaged: false, stageDays: 7 };

/** What of the request says how; null for stages that cannot be. */
export function wayOf({ policy, isStaged, stageDays }: PublicationWay): Pick<Schemas['PublishRequest'], 'policy' | 'rollout'> | null {
  if (!isStaged) {
    return { policy, rollout: null };
  }
  const days = daysOf(`${stageDays}`);
  return days === null ? null : { policy: 'pin', rollout: { percents: [...stages], stageDays: days } };
}

/** How many of those inside would go on in the new versions, how many end, and how many stay in theirs. */
export function insideOf(preview: Schemas['PublishPreview']): Record<Schemas['StandingMoveOutcome'], number> {
  const sums = { go: 0, end: 0, stay: 0 };
  for (const place of preview.journeys.flatMap(j => j.inside)) {
    sums[place.move?.outcome ?? 'stay'] += place.inside;
  }
  return sums;
}

/** A mark of our own for one publication: asking again with it publishes nothing twice. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('');
}
