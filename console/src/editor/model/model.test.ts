import { describe, expect, it } from 'vitest';
import { edited, type JsonMap } from '../text/json';
import { addition, armRemoval, change, movement, newArm, placeOf, removal } from './actions';
import { historyOf, redone, undone, written } from './history';
import { everyStep, journeyOf, stepOf, type Journey } from './journey';

const value: JsonMap = {
  id: 'a',
  'x-own': 1,
  steps: [
    { id: 'message', after: '3d', send: { channel: ['line'], message: 'm' }, 'x-note': 'kept' },
    { id: 'who', branch: [{ when: { half: 'lapsed' }, steps: [{ id: 'inner', exit: true }] }, { otherwise: true, steps: [] }] },
    { id: 'half', split: { arms: [{ id: 'b', weight: 2, steps: [] }] } },
    { id: 'odd', points: 3 },
    { id: 'pause', after: '9d' },
    { id: 'late', after: '9d', at: '10:00', expire: '2d' },
  ],
};
const journey = journeyOf(value) as Journey;
const step = (id: string) => stepOf(journey, id)!;

describe('a journey', () => {
  it('is read with its kinds, its ways, and what nobody knows', () => {
    expect(everyStep(journey.steps).map(s => `${s.id} ${s.kind}`)).toEqual(['message send', 'who branch', 'inner exit', 'half split', 'odd other', 'pause wait', 'late other']);
    expect(step('inner').list).toEqual(['steps', 1, 'branch', 0, 'steps']);
    expect(step('half').arms[0]).toMatchObject({ kind: 'split', says: { id: 'b', weight: 2 } });
    expect(step('message').says['x-note']).toBe('kept');
  });

  it.each([
    [{ steps: 'none' }, { kind: 'shape', path: ['steps'] }],
    [{ steps: ['x'] }, { kind: 'step', path: ['steps', 0] }],
    [{ steps: [{ exit: true }] }, { kind: 'id', path: ['steps', 0] }],
    [{ steps: [{ id: 'a', waitFor: {}, then: [{ id: 'a' }] }] }, { kind: 'twice', path: ['steps', 0, 'then', 0], detail: 'a' }],
    [{ steps: [{ id: 'a', branch: {} }] }, { kind: 'shape', path: ['steps', 0, 'branch'] }],
    [{ steps: [{ id: 'a', split: { arms: [1] } }] }, { kind: 'shape', path: ['steps', 0, 'split', 'arms', 0] }],
    [[], { kind: 'shape', path: [] }],
  ] as const)('that cannot be drawn says why: %j', (odd, fault) => {
    expect(journeyOf(odd as never)).toMatchObject(fault);
  });
});

describe('an act', () => {
  it('adds a step under an id that is free', () => {
    const { edit, id } = addition(journey, 'send', placeOf.arm(step('who'), 1), 'm2');
    expect(id).toBe('message-2');
    expect(edit).toEqual({ kind: 'insert', list: ['steps', 1, 'branch', 1, 'steps'], at: 0, item: { id, after: '9d', at: '10:00', send: { channel: ['line', 'email'], message: 'm2' } } });
  });

  it('moves a step, but not into itself nor to where it is', () => {
    expect(movement(step('who'), placeOf.arm(step('who'), 1))).toBeNull();
    expect(movement(step('who'), placeOf.behind(step('message')))).toBeNull();
    expect(movement(step('who'), placeOf.behind(step('who')))).toBeNull();
    const moved = journeyOf(edited(value, movement(step('message'), placeOf.arm(step('who'), 0))!)) as Journey;
    expect(everyStep(moved.steps).map(s => s.id)).toEqual(['who', 'message', 'inner', 'half', 'odd', 'pause', 'late']);
    expect(() => edited(value, { kind: 'move', list: ['steps'], at: 1, toList: ['steps', 1, 'branch', 0, 'steps'], to: 0 })).toThrow(RangeError);
  });

  it('takes away and sets', () => {
    expect(edited(value, removal(step('inner')))).toMatchObject({ steps: [{}, { branch: [{ steps: [] }, {}] }, {}, {}, {}, {}] });
    expect((edited(value, change(['steps', 0], 'after', undefined)) as { steps: JsonMap[] }).steps[0]).not.toHaveProperty('after');
  });

  it('adds a way before that of everybody else, and takes one away', () => {
    expect(newArm(journey, step('who'))).toMatchObject({ list: ['steps', 1, 'branch'], at: 1 });
    expect(newArm(journey, step('half'))).toEqual({ kind: 'insert', list: ['steps', 2, 'split', 'arms'], at: 1, item: { id: 'a', steps: [] } });
    expect(armRemoval(step('who'), 1)).toEqual({ kind: 'remove', list: ['steps', 1, 'branch'], at: 1 });
  });
});

describe('history', () => {
  it('goes back and forth; something new ends the way forth', () => {
    const two = written(written(historyOf('a'), 'b'), 'c');
    expect(undone(two).present).toBe('b');
    expect(undone(undone(undone(two))).present).toBe('a');
    expect(redone(undone(two))).toMatchObject({ present: 'c', past: ['a', 'b'], future: [] });
    expect(redone(written(undone(two), 'd')).present).toBe('d');
    expect(written(two, 'c')).toBe(two);
  });

  it('takes what was typed in one go as one step', () => {
    const typed = written(written(written(historyOf('a'), 'ab', 0), 'abc', 999), 'abcd', 1999);
    expect(typed.past).toEqual(['a', 'abc']);
    expect(written(written(historyOf('a'), 'ab', 0), 'abX').past).toEqual(['a', 'ab']); // an act of its own
  });
});
