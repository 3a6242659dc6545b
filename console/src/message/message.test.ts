import { describe, expect, it } from 'vitest';
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

describe('the scheme of the reader', () => {
  const sheet = '<head><meta name="color-scheme" content="light dark"><style>@media (prefers-color-scheme: dark) { p { color: #eee } }</style></head><p>a</p>';
  const inScheme = (scheme: 'light' | 'dark') => new DOMParser().parseFromString(mailDocument(sheet, 'n0nce', '画像', scheme), 'text/html');

  it.each([['dark', '(min-width: 0)'], ['light', '(max-width: 0)']] as const)('%s lets its own rules hold alone, on any machine', (scheme, holds) => {
    const mail = inScheme(scheme);
    expect([...mail.querySelectorAll('style')].at(-1)!.textContent).toContain(`@media ${holds} {`);
    expect(mail.querySelector('meta[name="color-scheme"]')!.getAttribute('content')).toBe(scheme);
  });
});
