import { ownImage } from './ownImage';

/** What a reader's mail program is set to. */
export type MailScheme = 'light' | 'dark';

/** An e-mail made safe to look at: it loads nothing but images of the shop's own library, leads nowhere, and styles by rules that carry
 *  the page's nonce, because the frame inherits the page's policy. Any other picture could count opens, and would count the shop's own looking. */
export function mailDocument(html: string, nonce: string, imageWord: string, scheme: MailScheme = 'light'): string {
  const mail = new DOMParser().parseFromString(withoutInlineStyle(html, nonce), 'text/html');
  mail.querySelectorAll('script, iframe, object, embed, base, form, link, meta[http-equiv]').forEach(element => element.remove());
  mail.querySelectorAll('img').forEach(image => {
    const own = ownImage(image.getAttribute('src') ?? '');
    if (own === null) {
      image.replaceWith(standIn(mail, image, imageWord));
    } else {
      image.setAttribute('data-own', own);
    }
  });
  mail.querySelectorAll('a').forEach(link => link.removeAttribute('href'));
  mail.querySelectorAll('*').forEach(element => {
    for (const { name } of [...element.attributes].filter(a => a.name.startsWith('on') || a.name === 'src' || a.name === 'background')) {
      element.removeAttribute(name);
    }
  });
  mail.querySelectorAll('img[data-own]').forEach(image => image.setAttribute('src', image.getAttribute('data-own')!));
  styleByRules(mail, nonce);
  asIn(mail, scheme);
  return `<!doctype html>${mail.documentElement.outerHTML}`;
}

/** The rules of the one scheme hold, and those of the other do not, whatever the machine of whoever looks is set to. */
function asIn(mail: Document, scheme: MailScheme): void {
  mail.querySelectorAll('meta[name$="color-schemes"], meta[name="color-scheme"]').forEach(meta => meta.setAttribute('content', scheme));
  mail.querySelectorAll('style').forEach(sheet => {
    sheet.textContent = (sheet.textContent ?? '').replace(/\(\s*prefers-color-scheme\s*:\s*(light|dark)\s*\)/g, (_, asked: string) => (asked === scheme ? '(min-width: 0)' : '(max-width: 0)'));
  });
}

function standIn(mail: Document, image: HTMLImageElement, word: string): Node {
  const isPoint = Number(image.getAttribute('width') ?? 9) <= 1;
  const text = mail.createElement('span');
  text.textContent = isPoint ? '' : `［${image.alt || word}］`;
  return text;
}

/** Before it is parsed: to parse a style attribute, or a sheet without the nonce, already breaks the page's policy. */
function withoutInlineStyle(html: string, nonce: string): string {
  return html.replace(/<[a-z][^>]*>/gi, tag => (/^<style\b/i.test(tag) ? tag.replace(/^<style\b/i, `<style nonce="${nonce}"`) : tag.replace(/\sstyle\s*=/gi, ' data-style=')));
}

/** Style attributes become rules of one sheet, as strong as they were. */
function styleByRules(mail: Document, nonce: string): void {
  const rules: string[] = [];
  mail.querySelectorAll('[data-style], [style]').forEach((element, index) => {
    const style = (element.getAttribute('data-style') ?? element.getAttribute('style') ?? '').replace(/[{}<]/g, '');
    element.removeAttribute('data-style');
    element.removeAttribute('style');
    element.setAttribute('data-s', `${index}`);
    rules.push(`[data-s="${index}"]{${style}}`);
  });
  mail.querySelectorAll('style').forEach(sheet => sheet.setAttribute('nonce', nonce));
  const sheet = mail.createElement('style');
  sheet.setAttribute('nonce', nonce);
  sheet.textContent = rules.join('\n');
  mail.head.prepend(sheet);
}
