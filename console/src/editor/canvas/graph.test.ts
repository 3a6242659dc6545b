import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { journeyOf, type Journey } from '../model/journey';
import { journeys } from '../testing/arbitrary';
import { endId, graphOf, neighbor, nodeBefore, placeBehind, triggerId } from './graph';
import { layoutOf } from './layout';

const journey = journeyOf({
  id: 'a',
  trigger: { type: 'order' },
  steps: [
    { id: 'thanks', send: { channel: 'email', message: 'm' } },
    { id: 'wait', waitFor: { type: 'order', timeout: '3d' }, then: [{ id: 'again', exit: true }] },
    { id: 'who', branch: [{ when: { half: 'lapsed' }, steps: [{ id: 'gone', after: '3d' }] }] },
  ],
}) as Journey;
const graph = graphOf(journey);

describe('the canvas', () => {
  it('shows every way, and where ways meet again', () => {
    expect(graph.edges.map(e => e.id)).toEqual([
      '@trigger>step:thanks',
      'step:thanks>step:wait',
      'step:wait>arm:wait:0',
      'arm:wait:0>step:again', // an exit: nothing behind it
      'step:wait>arm:wait:1',
      'arm:wait:1>join:wait',
      'join:wait>step:who',
      'step:who>arm:who:0',
      'arm:who:0>step:gone',
      'step:who>arm:who:1', // those for whom nothing holds
      'step:gone>join:who',
      'arm:who:1>join:who',
      'join:who>@end',
    ]);
  });

  it('knows where a step can be put in', () => {
    const places = Object.fromEntries(graph.edges.map(e => [e.id, e.place]));
    expect(places['@trigger>step:thanks']).toEqual({ list: ['steps'], at: 0 });
    expect(places['arm:wait:1>join:wait']).toEqual({ list: ['steps', 1, 'else'], at: 0 });
    expect(places['join:wait>step:who']).toEqual({ list: ['steps'], at: 2 });
    expect(places['step:gone>join:who']).toEqual({ list: ['steps', 2, 'branch', 0, 'steps'], at: 1 });
    expect(places['arm:who:1>join:who']).toBeNull();
    expect(placeBehind(graph, 'step:thanks')).toEqual({ list: ['steps'], at: 1 });
    expect(placeBehind(graph, 'arm:wait:0')).toEqual({ list: ['steps', 1, 'then'], at: 0 });
    expect(placeBehind(graph, 'step:who')).toBeNull(); // behind it stand its ways
    expect(placeBehind(graph, 'join:who')).toEqual({ list: ['steps'], at: 3 });
    expect(placeBehind(graph, triggerId)).toEqual({ list: ['steps'], at: 0 });
    expect(placeBehind(graph, endId)).toBeNull();
  });

  it('is walked with the arrows', () => {
    expect(neighbor(graph, triggerId, 'down')).toBe('step:thanks');
    expect(neighbor(graph, triggerId, 'up')).toBeNull();
    expect(neighbor(graph, 'step:wait', 'up')).toBe('step:thanks');
    expect(neighbor(graph, 'arm:wait:0', 'right')).toBe('arm:wait:1');
    expect(neighbor(graph, 'arm:wait:1', 'right')).toBeNull();
    expect(neighbor(graph, 'arm:wait:1', 'left')).toBe('arm:wait:0');
    expect(neighbor(graph, endId, 'down')).toBeNull();
    expect(nodeBefore(journey, journey.steps[0]!)).toBe(triggerId);
    expect(nodeBefore(journey, journey.steps[2]!)).toBe('step:again');
  });

  it('draws nothing over anything else, and always downwards', () => {
    fc.assert(
      fc.property(journeys, value => {
        const made = journeyOf(value) as Journey;
        const { nodes, edges } = graphOf(made);
        const boxes = layoutOf(made);
        const drawn = nodes.map(n => boxes.get(n.id)!);
        for (const [at, a] of drawn.entries()) {
          for (const b of drawn.slice(at + 1)) {
            expect(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(true);
          }
        }
        for (const { source, target } of edges) {
          expect(boxes.get(target)!.y).toBeGreaterThan(boxes.get(source)!.y + boxes.get(source)!.height);
        }
      }),
      { numRuns: 100 },
    );
  }, 120_000);
});
