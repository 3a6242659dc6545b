import { describe, expect, it } from 'vitest';
import type { Schemas } from '../api/client';
import { mailDocument } from '../message/mailDocument';
import { ownImage } from '../message/ownImage';
import { draftsOf, firstOf } from '../publish/choice';
import { fileFault, isAlt, matches, type LibraryImage } from './images';
import { placeFault } from './ImagePicker';
import { partText } from './NewPart';

const hash = 'a'.repeat(64);

describe('an image of the library', () => {
  it('may be of four types, and of 5 MB', () => {
    expect(fileFault({ type: 'image/png', size: 5_000_000 })).toBeNull();
    expect(fileFault({ type: 'image/png', size: 5_000_001 })).toBe('large');
    expect(fileFault({ type: 'image/svg+xml', size: 1 })).toBe('svg');
    expect(fileFault({ type: '', size: 1 })).toBe('type');
  });

  it('needs words that end nothing', () => {
    expect(isAlt('秋の新作（3色）')).toBe(true);
    expect(isAlt('a'.repeat(200))).toBe(true);
    for (const alt of ['', ' ', 'a'.repeat(201), 'a]b', '{{a}}', '<b>', 'a\\b']) {
      expect(isAlt(alt)).toBe(false);
    }
  });

  it('is found by its words and its file, in any width', () => {
    const image = { alt: '秋のシャツ', fileName: 'Aki-01.PNG' } as LibraryImage;
    expect(['シャツ', 'ｼｬﾂ', 'aki', 'ＡＫＩ', ''].map(search => matches(image, search))).toEqual([true, true, true, true, true]);
    expect(matches(image, '春')).toBe(false);
  });

  it('stands where its channel takes it', () => {
    expect((['whole', 'original', 'wrong-type', 'not-https'] as const).map(forLine => (['email', 'line', 'line-preview'] as const).map(place => placeFault({ forLine }, place)))).toEqual([
      [null, null, null],
      [null, null, 'large'],
      [null, 'wrong-type', 'wrong-type'],
      [null, 'not-https', 'not-https'],
    ]);
  });

  it('is told from every other address', () => {
    expect(ownImage(`https://shop.example/i/${hash}.png`)).toBe(`/i/${hash}.png`);
    expect(ownImage(`http://127.0.0.1:7071/i/${hash}.jpg`)).toBe(`/i/${hash}.jpg`);
    for (const url of [`https://shop.example/i/${hash}.svg`, `https://shop.example/i/${hash}.png?x=1`, `https://shop.example/x/i/${hash}.png`, 'https://shop.example/o/a.gif', `/i/${hash}.png`, '']) {
      expect(ownImage(url)).toBeNull();
    }
  });

  it('is the only picture of a mail that is loaded, and from here', () => {
    const shown = mailDocument(`<p><img src="https://shop.example/i/${hash}.png" alt="秋" onload="x()"><img src="https://evil.example/a.png" alt="他"></p>`, 'n', '画像');
    expect(shown).toContain(`src="/i/${hash}.png"`);
    expect(shown).toContain('alt="秋"');
    expect(shown).not.toContain('example');
    expect(shown).not.toContain('onload');
    expect(shown).toContain('［他］');
  });
});

describe('what is published together', () => {
  const draft = (kind: string, name: string) => ({ kind, name }) as Schemas['DraftItem'];
  const part = (name: string, isNew: boolean, ...usedIn: { kind: string; name: string }[]) => ({ kind: 'part', name, hash: isNew ? null : 'x', usedIn }) as unknown as Schemas['TemplateItem'];
  const drafts = [draft('email', 'thanks'), draft('line', 'thanks'), draft('email', 'other'), draft('part', 'sign'), draft('part', 'lonely'), draft('journey', 'a')];

  it('is a message with the parts that it includes', () => {
    expect(firstOf('email', 'thanks', drafts, [part('sign', true, { kind: 'line', name: 'thanks' }), part('lonely', true)])).toEqual(['email:thanks', 'line:thanks', 'part:sign']);
    expect(draftsOf('a', drafts, 'id: a\nsteps:\n  - { id: x, send: { channel: [email], message: other } }\n', [part('sign', false, { kind: 'email', name: 'other' })])).toEqual(['email:other', 'part:sign', 'journey:a']);
  });

  it('is a new part with the messages that include it, and a published one alone', () => {
    const users = [{ kind: 'email', name: 'thanks' }, { kind: 'email', name: 'unchanged' }];
    expect(firstOf('part', 'sign', drafts, [part('sign', true, ...users)])).toEqual(['email:thanks', 'part:sign']);
    expect(firstOf('part', 'sign', drafts, [part('sign', false, ...users)])).toEqual(['part:sign']);
  });
});

it('a new part is a file with its name', () => {
  expect(partText('秋の"署名"', 'ここに')).toBe('---\nname: "秋の\\"署名\\""\n---\nここに\n');
});
