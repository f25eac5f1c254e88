import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker, type WorkflowBundle } from '@temporalio/worker';
import type { WorkflowHandle } from '@temporalio/client';
import { afterAll, beforeAll } from 'vitest';
import { findTimeSkippingServer } from '../../sandbox/servers/time-skipping.ts';
import { bundleWorkflows } from '../../temporal/bundle.ts';
import { addSearchAttributes } from '../../temporal/namespace.ts';
import type * as workflows from '../../workflows/index.ts';
import { testFetchOptions } from './fetch-options.ts';

type Workflows = typeof workflows;

export type TimeSkipping = {
  readonly environment: TestWorkflowEnvironment;
  /**
   * Runs one workflow to its end with these activities; `meanwhile` may act on it. Time is global
   * on this server, so there is never more than one workflow, and a step that outlives its workflow
   * stops time for good.
   */
  run<Name extends keyof Workflows>(
    name: Name,
    args: Parameters<Workflows[Name]>,
    activities: object,
    options?: {
      readonly meanwhile?: (handle: WorkflowHandle) => Promise<void>;
      /** Spares long runs the replay of their whole history at each task. */
      readonly cached?: boolean;
    },
  ): Promise<{
    result: Awaited<ReturnType<Workflows[Name]>>;
    handle: WorkflowHandle;
    /** How long the run took on the server's clock. */
    tookMs: number;
  }>;
};

/** Starts Temporal's time-skipping server for a test file; one bundle, no workflow cache. */
export function timeSkippingServer(): TimeSkipping {
  let environment: TestWorkflowEnvironment | undefined;
  let bundle: WorkflowBundle | undefined;
  let runs = 0;
  beforeAll(async () => {
    // Scripted failures are no news.
    Runtime.install({
      logger: new DefaultLogger('ERROR'),
      telemetryOptions: { logging: { filter: 'ERROR' } },
    });
    const fetch = testFetchOptions();
    const path = await findTimeSkippingServer({ report: () => undefined, fetch });
    [environment, bundle] = await Promise.all([
      TestWorkflowEnvironment.createTimeSkipping({
        server: { executable: { type: 'existing-path', path } },
      }),
      bundleWorkflows(),
    ]);
    await addSearchAttributes(environment.connection, 'default');
  });
  afterAll(async () => environment?.teardown());

  const started = (): { environment: TestWorkflowEnvironment; bundle: WorkflowBundle } => {
    if (!environment || !bundle) throw new Error('The server is there only while tests run');
    return { environment, bundle };
  };

  return {
    get environment() {
      return started().environment;
    },
    async run(name, args, activities, { meanwhile, cached = false } = {}) {
      const { environment: server, bundle: workflowBundle } = started();
      runs += 1;
      const taskQueue = `test-${runs}`;
      const worker = await Worker.create({
        connection: server.nativeConnection,
        taskQueue,
        workflowBundle,
        activities,
        // Every workflow task replays the whole history: what is not deterministic fails.
        maxCachedWorkflows: cached ? 10 : 0,
      });
      return worker.runUntil(async () => {
        const handle: WorkflowHandle = await server.client.workflow.start(name, {
          taskQueue,
          workflowId: `run-${runs}`,
          args,
        });
        await meanwhile?.(handle);
        const result = await handle.result();
        const { startTime, closeTime } = await handle.describe();
        const tookMs = (closeTime?.getTime() ?? Infinity) - startTime.getTime();
        return { result, handle, tookMs };
      });
    },
  };
}
