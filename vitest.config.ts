import { defineConfig } from 'vitest/config';

/** Rooms whose tests leave nothing behind in their process: their files share one, and its modules. */
const sharing = [
  'activities',
  'config',
  'domain',
  'fuzz',
  'intercom',
  'knowledge',
  'models',
  'server',
  'settings',
  'storage',
].map((room) => `test/${room}/**/*.test.ts`);

const common = { testTimeout: 60_000, hookTimeout: 180_000, pool: 'forks' } as const;

export default defineConfig({
  test: {
    // One Temporal and one MongoDB for all projects: each inherits what this provides.
    globalSetup: ['test/support/servers.ts'],
    maxWorkers: 2,
    projects: [
      { test: { ...common, name: 'sharing', include: sharing, isolate: false } },
      { test: { ...common, name: 'alone', include: ['test/**/*.test.ts'], exclude: sharing } },
    ],
  },
});
