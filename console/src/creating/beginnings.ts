import { everyStep, journeyOf, pathOf } from '../editor/model/journey';
import { contentOf, editedText } from '../editor/text/file';
import { isMap, type JsonMap } from '../editor/text/json';
import { pairLines } from '../editor/text/render';
import { textOf } from '../editor/words';

export type Purpose = 'marketing' | 'transactional';

/** Which message a new journey begins with, and how it goes out. */
export interface FirstStep {
  message: string;
  channels: readonly string[];
}

/** A journey that nobody has written yet. Without a first step there is nothing to publish, which its editor says. */
export function journeyText({ id, name, purpose, trigger, first }: { id: string; name: string; purpose: Purpose; trigger: JsonMap; first: FirstStep | null }): string {
  const says: JsonMap = {
    id,
    name,
    ...(purpose === 'transactional' ? { purpose } : {}),
    trigger,
    steps: first === null ? [] : [{ id: 'message', after: '0d', send: { channel: [...first.channels], message: first.message } }],
  };
  return `${Object.entries(says).flatMap(([key, value]) => pairLines(key, value)).join('\n')}\n`;
}

/** Another journey's file under another id and name; all else stays as it is, comments included.
 *  @param messages new names of messages, by the old ones. */
export function copiedJourney(text: string, id: string, name: string, messages: ReadonlyMap<string, string>): string {
  const named = editedText(editedText(text, { kind: 'set', path: ['id'], value: id }), { kind: 'set', path: ['name'], value: name });
  return [...messages].reduce((now, [from, to]) => withMessage(now, from, to), named);
}

/** A journey's file with another message in the place of one. */
export function withMessage(text: string, from: string, to: string): string {
  const content = contentOf(text);
  const journey = content.isWhole ? journeyOf(content.value) : null;
  const steps = journey !== null && 'steps' in journey ? everyStep(journey.steps) : [];
  return steps
    .filter(step => isMap(step.says['send']) && textOf(step.says['send']['message']) === from)
    .reduce((now, step) => editedText(now, { kind: 'set', path: [...pathOf(step), 'send', 'message'], value: to }), text);
}

/** An e-mail that nobody has written yet. JSON's quotes are those of YAML.
 *  @param body a sentence that says that the text belongs here. */
export function mailText({ subject, purpose, body }: { subject: string; purpose: Purpose; body: string }): string {
  const settings = [`subject: ${JSON.stringify(subject)}`, ...(purpose === 'transactional' ? ['purpose: transactional'] : [])];
  return `---\n${settings.join('\n')}\n---\n{{customer.nameWithHonorific}}\n\n${body}\n\n{{shop.name}}\n`;
}

/** A LINE message that nobody has written yet. */
export function lineText(body: string): string {
  return `messages:\n  - type: text\n    text: |\n      {{customer.nameWithHonorific}}\n      ${body}\n`;
}
