import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { type ChaosOptions, type ChaosResult, runChaos } from '../../app/chaos/run.ts';
import { hostEnvironment } from '../../config/environment.ts';

/** A chaos run on the test run's servers, in a database of its own. */
export async function playChaos(
  options: Pick<ChaosOptions, 'plan'> & Partial<ChaosOptions>,
): Promise<ChaosResult> {
  const folder = await mkdtemp(join(tmpdir(), 'sidenote-chaos-test-'));
  const mongodbUri = new URL(inject('mongodbUri'));
  mongodbUri.pathname = `/chaos_${randomBytes(4).toString('hex')}`;
  try {
    return await runChaos({
      servers: {
        temporal: { address: inject('temporalAddress'), namespace: 'default' },
        mongodbUri: mongodbUri.href,
      },
      ...{ seed: 1, open: 200, waitMs: 50, sweepMs: 3_000, workers: 1, without: [] },
      ...{ recoveryMs: 90_000, folder, environment: hostEnvironment(), report: () => undefined },
      ...options,
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
