import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  // The server puts the number of each answer in its place (functions/App/Site).
  html: { cspNonce: '@NONCE@' },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  server: {
    proxy: Object.fromEntries(['/api', '/healthz', '/openapi'].map(path => [path, 'http://127.0.0.1:7071'])),
  },
  test: {
    environment: 'jsdom',
    testTimeout: 60_000, // properties on a busy machine
    setupFiles: ['src/testing/setup.ts'],
    reporters: ['default', ['junit', { outputFile: '../artifacts/test-results/console.xml' }]],
  },
});
