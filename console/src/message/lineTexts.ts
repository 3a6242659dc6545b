/** What a LINE message shows, as bubbles: a text, a picture's words, or a card with its words in order. */
export type LineBubble = { kind: 'text'; text: string } | { kind: 'card'; type: string; lines: string[]; buttons: string[] };

/** Of message objects as LINE takes them. What is not known is shown by its alternative text. */
export function lineBubbles(messages: unknown): LineBubble[] {
  return Array.isArray(messages) ? messages.map(bubbleOf) : [];
}

function bubbleOf(message: unknown): LineBubble {
  const m = asObject(message);
  const type = text(m['type']) ?? '?';
  if (type === 'text' || type === 'textV2') {
    return { kind: 'text', text: text(m['text']) ?? '' };
  }
  const lines: string[] = [];
  const buttons: string[] = [];
  collect(m['contents'] ?? m['template'] ?? {}, lines, buttons);
  if (lines.length === 0 && buttons.length === 0) {
    lines.push(text(m['altText']) ?? text(m['title']) ?? text(m['address']) ?? `［${type}］`);
  }
  return { kind: 'card', type, lines, buttons };
}

function collect(part: unknown, lines: string[], buttons: string[]): void {
  if (Array.isArray(part)) {
    part.forEach(inner => collect(inner, lines, buttons));
    return;
  }
  const p = asObject(part);
  const label = text(asObject(p['action'])['label']);
  if (p['type'] === 'button' && label !== undefined) {
    buttons.push(label);
    return;
  }
  const title = text(p['title']);
  if (title !== undefined) {
    lines.push(title);
  }
  const said = text(p['text']);
  if (said !== undefined) {
    lines.push(said);
  }
  for (const action of Array.isArray(p['actions']) ? p['actions'] : []) {
    const word = text(asObject(action)['label']);
    if (word !== undefined) {
      buttons.push(word);
    }
  }
  for (const key of ['header', 'hero', 'body', 'contents', 'columns', 'footer']) {
    if (p[key] !== undefined) {
      collect(p[key], lines, buttons);
    }
  }
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
