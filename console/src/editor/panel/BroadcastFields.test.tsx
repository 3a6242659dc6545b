import { fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import '../texts';
import { draw } from '../../testing/render';
import { journeyOf, type Journey } from '../model/journey';
import { contentOf, editedText } from '../text/file';
import { TriggerFields } from './TriggerFields';

const file = ['id: news', 'trigger: { type: broadcast, on: 2026-12-10, perHour: 500 } # once', 'steps: []', ''].join('\n');

function Whole({ start }: { start: string }) {
  const [text, setText] = useState(start);
  const content = contentOf(text);
  return (
    <>
      <TriggerFields journey={journeyOf(content.isWhole ? content.value : null) as Journey} onEdit={(...edits) => setText(now => edits.reduce(editedText, now))} />
      <textarea aria-label="text" value={text} onChange={event => setText(event.currentTarget.value)} />
    </>
  );
}

const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label);
const text = () => screen.getByLabelText<HTMLTextAreaElement>('text').value;
const write = (label: string, value: string) => {
  fireEvent.focus(field(label));
  fireEvent.change(field(label), { target: { value } });
  fireEvent.blur(field(label));
};
const trigger = (says: string) => file.replace('perHour: 500', says);

describe('the limits of a broadcast', () => {
  it('are written into its file, and taken away when they are emptied', async () => {
    await draw(<Whole start={file} />);
    expect(field('1時間あたりの人数（人）').value).toBe('500');
    write('人数の上限（人）', '１０００');
    expect(text()).toBe(trigger('perHour: 500, max: 1000'));
    write('LINEの通数の上限（通）', '300');
    write('1時間あたりの人数（人）', '');
    expect(text()).toBe(trigger('max: 1000, lineMax: 300'));
    write('開始時刻', '10:30');
    expect(text()).toBe(trigger('max: 1000, lineMax: 300, at: "10:30"'));
  });

  it.each(['0', '10000001', '3.5', 'many'])('stay as they are when %s is written', async wrong => {
    await draw(<Whole start={file} />);
    fireEvent.focus(field('1時間あたりの人数（人）'));
    fireEvent.change(field('1時間あたりの人数（人）'), { target: { value: wrong } });
    expect(screen.getByText('1から10,000,000までの数にしてください。')).toBeTruthy();
    expect(text()).toBe(file);
  });

  it.each(['1', '10000000'])('may be %s', async right => {
    await draw(<Whole start={file} />);
    write('1時間あたりの人数（人）', right);
    expect(text()).toBe(trigger(`perHour: ${right}`));
  });

  it('ask for approval or do not', async () => {
    await draw(<Whole start={file} />);
    fireEvent.click(field('承認が必要'));
    expect(text()).toBe(trigger('perHour: 500, approval: true'));
    fireEvent.click(field('承認が必要'));
    expect(text()).toBe(file);
  });

  it('follow what is written in the text', async () => {
    await draw(<Whole start={file} />, 'en');
    fireEvent.change(screen.getByLabelText('text'), { target: { value: trigger('lineMax: 7, approval: true') } });
    expect([field('Customers an hour').value, field('LINE messages at most').value, field('Needs approval').checked]).toEqual(['', '7', true]);
  });
});
