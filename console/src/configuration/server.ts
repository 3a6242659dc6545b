import { api, bodyOf, type Schemas } from '../api/client';

const asZip = { headers: { 'Content-Type': 'application/zip' }, bodySerializer: (file: unknown) => file as Blob };

/** The published configuration, to be kept as a file. */
export function exportConfiguration(): Promise<Blob> {
  return bodyOf(api.GET('/api/configuration', { parseAs: 'blob' })) as Promise<unknown> as Promise<Blob>;
}

export function previewConfiguration(zip: Blob): Promise<Schemas['ConfigurationPreview']> {
  return bodyOf(api.POST('/api/configuration/preview', { ...asZip, body: zip as unknown as string }));
}

export function importConfiguration(zip: Blob, mark: string, replaces: boolean): Promise<Schemas['ImportedConfiguration']> {
  return bodyOf(
    api.POST('/api/configuration/import', { ...asZip, body: zip as unknown as string, params: { header: { 'If-Match': `"${mark}"` }, query: { drafts: replaces ? 'replace' : 'keep' } } }),
  );
}

/** Hands a file over to the browser. */
export function download(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
