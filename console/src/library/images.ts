import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf, done, type Schemas } from '../api/client';
import { filledPage } from '../api/pages';

export type LibraryImage = Schemas['ImageItem'];

const shownMax = 2_000; // all that a library can have

/** What the server takes: by what a file holds, so that this only spares the way there. */
export const imageTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];
export const imageBytesMax = 5_000_000;
export const altMax = 200;

export const imagesQuery = queryOptions({
  queryKey: ['images'],
  queryFn: async ({ signal }) =>
    (await filledPage(shownMax, null, (cursor, limit) => bodyOf(api.GET('/api/images', { params: { query: { limit: Math.min(200, limit), ...(cursor === null ? {} : { cursor }) } }, signal })))).items,
});

export const imageUsesQuery = (hash: string) => queryOptions({ queryKey: ['image-uses', hash], queryFn: ({ signal }) => bodyOf(api.GET('/api/images/{hash}/uses', { params: { path: { hash } }, signal })), staleTime: 0 });

/** Why a file cannot be added; null when the server may take it. */
export function fileFault(file: { type: string; size: number }): 'type' | 'svg' | 'large' | null {
  return file.type === 'image/svg+xml' ? 'svg' : !imageTypes.includes(file.type) ? 'type' : file.size > imageBytesMax ? 'large' : null;
}

/** Whether what a picture shows can be said so: brackets would end it inside of a message. */
export function isAlt(text: string): boolean {
  return text.trim() !== '' && text.trim().length <= altMax && !/[[\]{}<>\\]/.test(text);
}

export async function addImage(file: File, alt: string): Promise<LibraryImage> {
  return bodyOf(api.POST('/api/images', { body: { data: await base64Of(file), alt: alt.trim(), fileName: file.name.slice(0, 200), by: null } }));
}

export function describeImage(image: LibraryImage, alt: string): Promise<LibraryImage> {
  return bodyOf(api.PUT('/api/images/{hash}', { params: { path: { hash: image.hash }, header: { 'If-Match': `"${image.tag}"` } }, body: { alt: alt.trim() } }));
}

export function removeImage(image: LibraryImage): Promise<void> {
  return done(api.DELETE('/api/images/{hash}', { params: { path: { hash: image.hash }, header: { 'If-Match': `"${image.tag}"` } } }));
}

export function matches(image: LibraryImage, search: string): boolean {
  const wanted = search.normalize('NFKC').trim().toLowerCase();
  return `${image.alt}\n${image.fileName ?? ''}`.normalize('NFKC').toLowerCase().includes(wanted);
}

function base64Of(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(',', 2)[1] ?? '');
    reader.onerror = () => reject(reader.error ?? new Error('unreadable'));
    reader.readAsDataURL(file);
  });
}
