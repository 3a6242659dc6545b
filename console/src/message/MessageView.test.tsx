import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { draw } from '../testing/render';
import { Content, LineTalk, WithFields } from './MessageView';

describe('a text with merge fields', () => {
  it('names them in the words of a shop', async () => {
    const { container } = await draw(<WithFields text="{{customer.nameWithHonorific}}、{{#if order}}番号は{{order.id}}{{else}}いつも{{/if}}{{order.items.own}}" />);
    expect(container.textContent).toContain('敬称つきのお名前、「注文」があるときだけ▼番号は注文番号ないとき▼いつも▲ここまでorder.items.own');
  });

  it('has in bold what is bold', async () => {
    await draw(<WithFields text="前 **大事** 後" />);
    expect(screen.getByText('大事').tagName).toBe('STRONG');
  });
});

describe('what a channel was given', () => {
  it('is a talk on LINE', async () => {
    await draw(<LineTalk messages={[{ type: 'text', text: 'こんにちは' }, { type: 'flex', altText: 'お知らせ', contents: {} }]} />);
    expect(screen.getByText('こんにちは')).toBeTruthy();
    expect(screen.getByText('お知らせ')).toBeTruthy();
  });

  it('is drawn in the order in which LINE shows it, with what can be tapped', async () => {
    const flex = {
      type: 'flex',
      altText: 'お知らせ',
      contents: {
        type: 'bubble',
        footer: { type: 'box', contents: [{ type: 'button', action: { type: 'uri', label: '見る', uri: 'https://x.example' } }] },
        hero: { type: 'image', url: 'https://x.example/a.jpg' },
        body: { type: 'box', contents: [{ type: 'text', text: '{{customer.name}}一', color: 'url(https://x.example)' }, { type: 'box', contents: [{ type: 'text', text: '二' }] }] },
      },
    };
    const buttons = { type: 'template', altText: 'x', template: { type: 'buttons', title: '題', text: '三', actions: [{ type: 'message', label: 'はい', text: 'はい' }] }, quickReply: { items: [{ action: { type: 'message', label: '後で', text: '後で' } }] } };
    const { container } = await draw(<LineTalk messages={[flex, buttons, { type: 'image' }, { type: 'sticker', packageId: '446', stickerId: '1988' }]} />);
    const words = container.textContent!;
    expect(['画像', 'お名前', '一', '二', '見る', '題', '三', 'はい', 'スタンプ 1988'].map(word => words.indexOf(word)).every((at, index, all) => at >= 0 && (index === 0 || at > all[index - 1]!))).toBe(true);
    expect(words).not.toContain('後で'); // under the last message alone
    expect(container.querySelector('img, [src]')).toBeNull();
    expect(container.innerHTML).not.toContain('x.example');
  });

  it('that is no list is nothing', async () => {
    const { container } = await draw(<LineTalk messages={null} />);
    expect(container.querySelector('p, span')).toBeNull();
  });

  it('is a mail in a frame that runs nothing', async () => {
    await draw(<Content channel="email" content={{ subject: '件名', html: '<p>本文</p>', text: '本文' }} />);
    const frame = screen.getByTitle('送ったメールの見た目');
    expect(frame.getAttribute('sandbox')).toBe('');
    expect(frame.getAttribute('srcdoc')).toContain('本文');
  });

  it('is the JSON of a notice, readable', async () => {
    const { container } = await draw(<Content channel="webhook" content={{ to: 'crm', body: '{"a":1}' }} />);
    expect(container.querySelector('pre')!.textContent).toBe('{\n  "a": 1\n}');
  });
});
