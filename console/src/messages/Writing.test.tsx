import { fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import '../editor/texts';
import { draw } from '../testing/render';
import { Writing } from './Writing';

const file = 'messages:\n  - type: text\n    text: こんにちは\n';
const json = '[{"type":"text","text":"さようなら"}]';

function Whole() {
  const [text, setText] = useState(file);
  return (
    <>
      <Writing text={text} kind="line" remarks={[]} onType={setText} onReplace={setText} onUndo={() => {}} onRedo={() => {}} />
      <output>{text}</output>
    </>
  );
}

const go = (side: string) => fireEvent.click(screen.getByRole('radio', { name: side }));
const area = () => screen.getByLabelText<HTMLTextAreaElement>('LINEの文面（JSON）');
const type = (text: string) => fireEvent.change(area(), { target: { value: text } });
const kept = () => screen.getAllByRole('status', { hidden: true }).find(e => e.tagName === 'OUTPUT')?.textContent;

describe('JSON that is not finished', () => {
  it('is there again after another side was shown, until it is finished', async () => {
    await draw(<Whole />);
    go('JSON');
    type(json.slice(0, -1));
    go('フォーム');
    expect(screen.getByText('JSONに書きかけがあります。まだ文面に入っていません。')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '続きを書く' }));
    expect(area().value).toBe(json.slice(0, -1));
    expect(kept()).toBe(file);
    type(json);
    expect(kept()).toContain('さようなら');
    go('フォーム');
    expect(screen.queryByText('JSONに書きかけがあります。まだ文面に入っていません。')).toBeNull();
  });

  it('says that the message has changed meanwhile, and goes when it is given up', async () => {
    await draw(<Whole />);
    go('JSON');
    type('[');
    go('フォーム');
    fireEvent.change(screen.getByLabelText('文章'), { target: { value: 'おはよう' } });
    go('JSON');
    expect(area().value).toBe('[');
    expect(screen.getByText(/書きはじめたあとで/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '書きかけをやめて、読めた内容に戻す' }));
    expect(area().value).toContain('おはよう');
  });
});
