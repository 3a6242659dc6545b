import fc from 'fast-check';
import { Document, isMap as isYamlMap, isSeq as isYamlSeq, visit } from 'yaml';
import { isMap, type Json, type JsonMap } from '../text/json';

const word = fc.constantFrom('thanks', 'story', 'お礼', 'a: b', '#1', "it's", '"よ"', 'null', '3d', '- x');
const days = fc.integer({ min: 0, max: 365 }).map(d => `${d}d`);
const timing = fc.oneof(fc.constant({}), days.map(after => ({ after })), fc.constant({ after: 'PT2H' }), days.map(after => ({ after, at: '19:30' })));
const channels = fc.constantFrom<Json>(['line', 'email'], ['email'], 'email');
const conditions = fc.constantFrom<JsonMap>({ rank: ['new', 'early'] }, { half: 'lapsed' }, { fact: ['orderCount >= 2'], attribute: { member: 'gold' } });

/** A journey of the grammar, nested up to three deep; ids are given afterwards, because no two may be the same. */
const { steps } = fc.letrec<{ steps: JsonMap[]; step: JsonMap }>(tie => ({
  steps: fc.array(tie('step'), { maxLength: 3, depthIdentifier: 'steps' }),
  step: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'steps' },
    fc.record({ timing, channels, word }).map(({ timing: when, channels: channel, word: note }): JsonMap => ({ ...when, send: { channel, message: 'thanks' }, 'x-note': note })),
    days.map((after): JsonMap => ({ after })),
    fc.constantFrom<JsonMap>({ tag: { add: ['ファン'] } }, { webhook: 'crm' }, { exit: true }),
    fc.record({ timing, then: tie('steps'), other: fc.option(tie('steps')) }).map(({ timing: when, then, other }): JsonMap => ({ ...when, waitFor: { type: 'order', timeout: '3d' }, then, ...(other === null ? {} : { else: other }) })),
    fc.record({ arms: fc.array(fc.tuple(conditions, tie('steps')), { minLength: 1, maxLength: 2 }), last: tie('steps') }).map(({ arms, last }): JsonMap => ({ branch: [...arms.map(([when, inside]) => ({ when, steps: inside })), { otherwise: true, steps: last }] })),
    fc.array(tie('steps'), { minLength: 1, maxLength: 3 }).map((arms): JsonMap => ({ split: { arms: arms.map((inside, at) => ({ id: 'abc'[at]!, weight: 0.5, steps: inside })) } })),
  ),
}));

const limit = fc.integer({ min: 1, max: 10_000_000 });
const triggers: fc.Arbitrary<JsonMap> = fc.oneof(
  fc.constant<JsonMap>({ type: 'order', nth: 1 }),
  fc.record({ perHour: limit, max: limit, lineMax: limit, approval: fc.boolean(), at: fc.constant('10:30'), segment: conditions }, { requiredKeys: [] }).map((more): JsonMap => ({ type: 'broadcast', on: '2026-12-10', ...more })),
);

export const journeys: fc.Arbitrary<JsonMap> = fc.record({ steps: fc.array(steps, { minLength: 1, maxLength: 2 }), word, trigger: triggers }).map(({ steps: lists, word: name, trigger }) => {
  let count = 0;
  return { id: 'made', name: { ja: name }, trigger, steps: numbered(lists.flat()) };

  function numbered(list: Json): Json {
    return (list as JsonMap[]).map(step => {
      const id = `s-${++count}`;
      return { id, ...(within(step) as JsonMap) };
    });
  }
  function within(value: Json): Json {
    return Array.isArray(value)
      ? value.map(within)
      : isMap(value)
        ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, ['steps', 'then', 'else'].includes(key) ? numbered(inner) : within(inner)]))
        : value;
  }
});

/** How somebody might write it down: some of it in braces, some line below line, with comments here and there. */
export const texts = fc.tuple(journeys, fc.infiniteStream(fc.nat(9)), fc.boolean()).map(([value, dice, isWindows]) => {
  const document = new Document(value);
  let comments = 0;
  const next = () => dice.next().value as number;
  visit(document, {
    Collection(key, node, path) {
      const depth = path.length;
      if (depth > 3 && next() > 5) {
        node.flow = true;
        return visit.SKIP;
      }
      if (isYamlMap(node) && isYamlSeq(path.at(-1)) && key !== 0 && next() > 4) {
        node.commentBefore = ` comment ${++comments}`;
      }
      return undefined;
    },
  });
  const text = document.toString({ lineWidth: next() > 7 ? 40 : 0, indent: next() > 6 ? 4 : 2 });
  return isWindows ? text.replaceAll('\n', '\r\n') : text;
});
