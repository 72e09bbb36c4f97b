import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const types = fileURLToPath(new URL('../../../../gen/tanshi/v1', import.meta.url));

export default defineConfig({
  resolve: { alias: { '#proto': types } },
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
});
