import { TestWorkflowEnvironment } from '@temporalio/testing';
import { expect, test } from 'vitest';
import { findTimeSkippingServer } from '../../../sandbox/servers/time-skipping.ts';
import { testFetchOptions } from '../../support/fetch-options.ts';
import { recorder } from './support.ts';

test('an hour passes at once', async () => {
  const { report } = recorder();
  const path = await findTimeSkippingServer({ report, fetch: testFetchOptions() });
  const environment = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path } },
  });
  const startMs = Date.now();
  const before = await environment.currentTimeMs();
  await environment.sleep('1 hour');
  expect((await environment.currentTimeMs()) - before).toBeGreaterThanOrEqual(3_600_000);
  expect(Date.now() - startMs).toBeLessThan(30_000);
  await environment.teardown();
});
