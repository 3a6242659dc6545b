import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';

// Mantine and charts ask for these, and jsdom has none.
window.matchMedia ??= query => ({ matches: false, media: query, onchange: null, addListener: () => {}, removeListener: () => {}, addEventListener: () => {}, removeEventListener: () => {}, dispatchEvent: () => false });
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
configure({ asyncUtilTimeout: 10_000 }); // machines may be busy
HTMLCanvasElement.prototype.getContext = () => null;

afterEach(() => {
  cleanup();
  localStorage.clear();
  sessionStorage.clear();
});
