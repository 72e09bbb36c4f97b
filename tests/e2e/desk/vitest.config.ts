import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const types = fileURLToPath(new URL('../../../gen/tanshi/v1', import.meta.url));

// One browser at a time: the machine has two cores.
export default defineConfig({
  resolve: { alias: { '#proto': types } },
  test: { fileParallelism: false, testTimeout: 150_000, hookTimeout: 60_000 },
});
