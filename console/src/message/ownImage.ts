const address = /^https?:\/\/[^/]+(\/i\/[0-9a-f]{64}\.(?:png|jpg|gif|webp))$/;

/** Where this server has an image of the shop's library that a message shows; null for any other picture, which is not loaded: it could
 *  count the shop's own looking. */
export function ownImage(url: string): string | null {
  return address.exec(url)?.[1] ?? null;
}
