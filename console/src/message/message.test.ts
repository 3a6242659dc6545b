import { describe, expect, it } from 'vitest';
import { lineBubbles } from './lineTexts';
import { mailDocument } from './mailDocument';

const view = (html: string) => new DOMParser().parseFromString(mailDocument(html, 'n0nce', '画像'), 'text/html');

describe('an e-mail to look at', () => {
  it('loads nothing: no picture, no script, no sheet from elsewhere', () => {
    const mail = view('<img src="https://x.example/open.gif" width="1" height="1"><img src="/a.png" alt="表紙"><script>alert(1)</script><link rel="stylesheet" href="/x.css"><p background="/b.png">本文</p>');
    expect(mail.querySelectorAll('img, script, link, [src], [background]').length).toBe(0);
    expect(mail.body.textContent).toContain('［表紙］');
    expect(mail.body.textContent).toContain('本文');
  });

  it('leads nowhere', () => {
    expect(view('<a href="https://shop.example/u/token">停止</a>').querySelector('a[href]')).toBeNull();
    expect(view('<base href="https://x.example"><form action="/x"></form>').querySelectorAll('base, form').length).toBe(0);
  });

  it('runs nothing', () => {
    const mail = view('<p onclick="steal()">a</p><iframe srcdoc="x"></iframe><object data="x"></object>');
    expect(mail.querySelectorAll('[onclick], iframe, object').length).toBe(0);
  });

  it('is styled by rules with the nonce, and by no attribute', () => {
    const mail = view('<head><style>.a{color:red}</style></head><p style="color: #333; margin: 0">a</p>');
    expect(mail.querySelector('[style]')).toBeNull();
    expect([...mail.querySelectorAll('style')].every(s => s.getAttribute('nonce') === 'n0nce')).toBe(true);
    expect(mail.querySelector('style')!.textContent).toContain('[data-s="0"]{color: #333; margin: 0}');
  });

  it('cannot break out of its rules', () => {
    expect(view('<p style="color:red}</style><script>x</script>{">a</p>').querySelector('script')).toBeNull();
  });
});

describe('LINE messages', () => {
  it('are bubbles of text', () => expect(lineBubbles([{ type: 'text', text: 'こんにちは' }])).toEqual([{ kind: 'text', text: 'こんにちは' }]));

  it('are cards with words and buttons in order', () => {
    const flex = {
      type: 'flex',
      altText: 'お知らせ',
      contents: {
        type: 'bubble',
        footer: { type: 'box', contents: [{ type: 'button', action: { type: 'uri', label: '見る', uri: 'https://x.example' } }] },
        body: { type: 'box', contents: [{ type: 'text', text: '一' }, { type: 'box', contents: [{ type: 'text', text: '二' }] }] },
      },
    };
    expect(lineBubbles([flex])).toEqual([{ kind: 'card', type: 'flex', lines: ['一', '二'], buttons: ['見る'] }]);
  });

  it('of a kind that has no words show what stands in for them', () => {
    expect(lineBubbles([{ type: 'imagemap', altText: '夏の品' }])).toEqual([{ kind: 'card', type: 'imagemap', lines: ['夏の品'], buttons: [] }]);
    expect(lineBubbles([{ type: 'sticker' }])).toEqual([{ kind: 'card', type: 'sticker', lines: ['［sticker］'], buttons: [] }]);
  });

  it('that are no list are none', () => expect(lineBubbles(null)).toEqual([]));
});
