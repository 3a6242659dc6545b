import { describe, expect, it } from 'vitest';
import { plain } from './plain';

describe('what is typed to confirm', () => {
  it.each(['山田 花子', '山田　花子', ' 山田花子 '])('%s is the name', typed => expect(plain(typed)).toBe(plain('山田 花子')));
  it('is not told apart by width', () => expect(plain('ＡＢＣ１２')).toBe('ABC12'));
  it('is another name where it is one', () => expect(plain('山田太郎')).not.toBe(plain('山田花子')));
});
