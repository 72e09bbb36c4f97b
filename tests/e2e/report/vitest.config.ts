import { defineConfig } from 'vitest/config';

// One browser at a time: the machine has two cores.
export default defineConfig({
  test: { fileParallelism: false, testTimeout: 60_000, hookTimeout: 60_000 },
});
