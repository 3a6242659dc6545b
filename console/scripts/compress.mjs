// Packs the built files once, so that the server need not for every answer. What gets no smaller stays as it is.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const folder = new URL('../dist', import.meta.url).pathname;
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !/\.(js|css|svg|json)$/.test(entry.name)) {
    continue;
  }

  const path = join(entry.parentPath, entry.name);
  const plain = readFileSync(path);
  for (const [ending, packed] of [['.br', brotliCompressSync(plain)], ['.gz', gzipSync(plain, { level: 9 })]]) {
    if (packed.length < plain.length) {
      writeFileSync(path + ending, packed);
    }
  }
}
