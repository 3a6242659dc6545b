import fc from 'fast-check';
import { Document, visit, isSeq as isYamlSeq, isMap as isYamlMap } from 'yaml';
import type { Json, JsonMap } from '../text/json';

const words = fc.constantFrom('ありがとうございます', '{{customer.nameWithHonorific}}\nこんにちは', 'a\n\nb\n', ' 前の空白', '後の空白 ', '#1: "x"', "it's", '行末 \n次', '{{#if order}}{{order.id}}{{/if}}', '- 一\n- 二', '😊', '\n先頭', 'a\r\nb', '');
const action = fc.oneof(
  words.map((label): JsonMap => ({ type: 'uri', label, uri: '{{shop.url}}' })),
  fc.record({ label: words, text: words }).map((a): JsonMap => ({ type: 'message', ...a })),
  words.map((label): JsonMap => ({ type: 'postback', label, data: 'later' })),
);

const { part } = fc.letrec<{ part: JsonMap }>(tie => ({
  part: fc.oneof(
    { maxDepth: 2, depthIdentifier: 'box' },
    words.map((text): JsonMap => ({ type: 'text', text, wrap: true })),
    action.map((a): JsonMap => ({ type: 'button', action: a })),
    fc.constant<JsonMap>({ type: 'separator', margin: 'lg' }),
    fc.constant<JsonMap>({ type: 'image', url: 'https://shop.example/a.jpg' }),
    fc.array(tie('part'), { minLength: 1, maxLength: 3, depthIdentifier: 'box' }).map((contents): JsonMap => ({ type: 'box', layout: 'vertical', contents })),
  ),
}));

const box = fc.array(part, { minLength: 1, maxLength: 3 }).map((contents): JsonMap => ({ type: 'box', layout: 'vertical', contents }));
const bubble = fc.record({ hero: fc.option(fc.constant<JsonMap>({ type: 'image', url: 'https://shop.example/h.jpg' })), body: box, footer: fc.option(box) }).map(({ hero, body, footer }): JsonMap => ({ type: 'bubble', ...(hero === null ? {} : { hero }), body, ...(footer === null ? {} : { footer }) }));

export const lineMessages: fc.Arbitrary<JsonMap> = fc.oneof(
  words.map((text): JsonMap => ({ type: 'text', text })),
  fc.constant<JsonMap>({ type: 'image', originalContentUrl: 'https://shop.example/a.jpg', previewImageUrl: 'https://shop.example/b.jpg', 'x-note': 1 }),
  fc.constantFrom('446', '0198').map((stickerId): JsonMap => ({ type: 'sticker', packageId: '446', stickerId })),
  fc.record({ altText: words, contents: bubble }).map((m): JsonMap => ({ type: 'flex', ...m })),
  fc.record({ altText: words, contents: fc.array(bubble, { minLength: 1, maxLength: 3 }).map((contents): JsonMap => ({ type: 'carousel', contents })) }).map((m): JsonMap => ({ type: 'flex', ...m })),
  fc.record({ text: words, actions: fc.array(action, { minLength: 1, maxLength: 4 }) }).map(({ text, actions }): JsonMap => ({ type: 'template', altText: 'x', template: { type: 'buttons', text, actions } })),
);

export const lineFiles: fc.Arbitrary<JsonMap> = fc.record({ messages: fc.array(lineMessages, { minLength: 1, maxLength: 4 }), content: fc.option(fc.constant('thanks')) }).map(({ messages, content }) => ({ ...(content === null ? {} : { content }), messages: messages as Json }));

/** How somebody might write it down: some of it in braces, some line below line, with comments here and there. */
export const lineTexts = fc.tuple(lineFiles, fc.infiniteStream(fc.nat(9))).map(([value, dice]) => {
  const document = new Document(value, { aliasDuplicateObjects: false });
  const next = () => dice.next().value as number;
  let comments = 0;
  visit(document, {
    Collection(key, node, path) {
      if (path.length > 3 && next() > 6) {
        node.flow = true;
        return visit.SKIP;
      }
      if (isYamlMap(node) && isYamlSeq(path.at(-1)) && key !== 0 && next() > 5) {
        node.commentBefore = ` comment ${++comments}`;
      }
      return undefined;
    },
  });
  return document.toString({ lineWidth: 0 });
});
