import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startMongoDb } from '../../sandbox/servers/mongodb.ts';
import { startTemporal } from '../../sandbox/servers/temporal.ts';
import { testFetchOptions } from './fetch-options.ts';

declare module 'vitest' {
  // Declaration merging needs an interface.
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions
  interface ProvidedContext {
    /** host:port of a Temporal development server, namespace `default`. */
    temporalAddress: string;
    /** A one-node replica set; take a database of your own. */
    mongodbUri: string;
  }
}

/** Starts one Temporal and one MongoDB for the whole run; tests take them with `inject`. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'sidenote-test-'));
  const common = { port: 0, report: console.log, fetch: testFetchOptions() };
  const [temporal, mongodb] = await Promise.all([
    startTemporal({ ...common, dataFolder: join(dataFolder, 'temporal'), headless: true }),
    startMongoDb({ ...common, dataFolder: join(dataFolder, 'mongodb') }),
  ]);
  project.provide('temporalAddress', temporal.address);
  project.provide('mongodbUri', mongodb.uri);
  return async () => {
    await Promise.all([temporal.stop(), mongodb.stop()]);
    await rm(dataFolder, { recursive: true, force: true });
  };
}
