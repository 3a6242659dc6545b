import '@mantine/core/styles.css';
import './app/app.css';
import './i18n';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { pageNonce } from './app/nonce';

// What locks the page's scrolling behind a dialog writes a style of its own, and looks for the nonce there.
(globalThis as { __webpack_nonce__?: string }).__webpack_nonce__ = pageNonce();

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
