import { fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import '../../editor/texts';
import { editedText } from '../../editor/text/file';
import { draw } from '../../testing/render';
import { LineForm } from './LineForm';

const words = { text: 'こんにちは', title: '題', button: '見る', alt: 'お知らせ' };

function Whole() {
  const [text, setText] = useState('messages:\n  # thanks\n  - { type: sticker, packageId: 446, stickerId: 1988 }\n');
  return (
    <>
      <LineForm text={text} words={words} onEdit={(...edits) => setText(edits.reduce(editedText, text))} />
      <pre data-testid="file">{text}</pre>
    </>
  );
}

const type = (field: HTMLElement, value: string) => {
  fireEvent.focus(field);
  fireEvent.change(field, { target: { value } });
};

describe('a sticker', () => {
  it('takes numbers, and says what is none without writing it', async () => {
    await draw(<Whole />);
    const file = screen.getByTestId('file');
    const field = screen.getByLabelText(/スタンプのID/);
    type(field, '１９８９');
    expect(screen.getByText('半角の数字で書いてください。')).toBeTruthy();
    expect(file.textContent).toContain('stickerId: 1988 }');
    type(field, '1989');
    expect(screen.queryByText('半角の数字で書いてください。')).toBeNull();
    expect(file.textContent).toMatch(/# thanks\n {2}- \{ type: sticker, packageId: 446, stickerId: ["']?1989["']? \}/);
  });
});
