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

// Fonts that come late change the height of texts; here there are none.
Object.defineProperty(document, 'fonts', { value: new EventTarget(), configurable: true });
