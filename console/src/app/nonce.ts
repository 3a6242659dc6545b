/** What the page's policy lets style it: set by the server for each answer; empty where nothing is enforced. */
export function pageNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}
