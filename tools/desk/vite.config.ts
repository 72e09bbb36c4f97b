import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

import { lessonPages } from './lesson_pages.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// Two pages that share their chunks. Nothing is inlined, so that the Content-Security-Policy needs
// no exception; `base: './'` lets the gateway serve them from any path.
export default defineConfig({
  base: './',
  plugins: [lessonPages()],
  resolve: { alias: { '#proto': at('../../gen/tanshi/v1') } },
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: { input: { index: at('index.html'), console: at('console.html') } },
  },
});
