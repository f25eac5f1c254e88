import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: ['test/support/servers.ts'],
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    testTimeout: 60_000,
    hookTimeout: 180_000,
    pool: 'forks',
    // Many tests wait: for timeouts, for a killed process to be missed, for Intercom's own rules.
    maxWorkers: 3,
  },
});
