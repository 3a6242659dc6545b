import { api, bodyOf } from '../api/client';
import { ApiProblem } from '../api/problem';
import { allTemplates, discardDraft, keepDraft, type FileKind } from '../editor/draft/server';
import { contentOf, editedText } from '../editor/text/file';
import { messagesOf } from '../publish/choice';
import { withMessage } from './beginnings';

export interface NewFile {
  kind: FileKind;
  name: string;
  text: string;
}

/** A draft of a file that nobody has begun; whoever was faster is not overwritten. */
export async function createFile({ kind, name, text }: NewFile): Promise<void> {
  const answer = await keepDraft({ kind, name, published: null, draft: null }, text, null, null);
  if (answer.kind !== 'saved' && !(answer.kind === 'moved' && answer.text === text)) {
    throw new ApiProblem(answer.kind === 'failed' && answer.detail === null ? 'unreachable' : 'refused', null, answer.kind === 'failed' ? answer.detail : null);
  }
}

/** The newest words of a file: those of its draft, else the published ones. */
export async function newestText(kind: FileKind, name: string, hasDraft: boolean): Promise<string> {
  const params = { path: { kind, name } };
  return (await (hasDraft ? bodyOf(api.GET('/api/drafts/{kind}/{name}', { params })) : bodyOf(api.GET('/api/templates/{kind}/{name}', { params })))).text;
}

/** Gives a file that was never published another id. The new one is there before the old one goes, so that nothing is ever lost; drafts of
 *  journeys that name a message follow it. */
export async function renameFile(kind: FileKind, from: string, to: string): Promise<void> {
  const { text, draft } = await draftOf(kind, from);
  await createFile({ kind, name: to, text: isMessage(kind) || kind === 'part' ? text : withId(text, to) });
  await discardDraft({ kind, name: from, published: null, draft: null }, draft.tag);
  if (isMessage(kind)) {
    await followMessage(from, to);
  }
}

function isMessage(kind: FileKind): boolean {
  return kind === 'email' || kind === 'line';
}

/** What cannot be read keeps its words; its editor says that the id is another. */
function withId(text: string, id: string): string {
  return contentOf(text).isWhole ? editedText(text, { kind: 'set', path: ['id'], value: id }) : text;
}

/** Only where no text of the old name is left, for another channel. */
async function followMessage(from: string, to: string): Promise<void> {
  const items = await allTemplates();
  if (items.some(t => isMessage(t.kind) && t.name === from)) {
    return;
  }
  for (const item of items.filter(t => t.hasDraft && (t.kind === 'journey' || t.kind === 'campaign'))) {
    const { text, draft } = await draftOf(item.kind, item.name);
    if (messagesOf(text).has(from)) {
      await keepDraft({ kind: item.kind, name: item.name, published: null, draft: null }, withMessage(text, from, to), draft.tag, draft.basedOn);
    }
  }
}

async function draftOf(kind: FileKind, name: string) {
  return bodyOf(api.GET('/api/drafts/{kind}/{name}', { params: { path: { kind, name } } }));
}
