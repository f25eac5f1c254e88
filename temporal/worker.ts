import { NativeConnection, Worker, type WorkflowBundle } from '@temporalio/worker';
import { type TemporalAddress, connectionOptions } from './connection.ts';
import { type SdkLogLevel, installRuntime } from './runtime.ts';

export type WorkerOptions = {
  readonly where: TemporalAddress;
  readonly taskQueue: string;
  /** What `createActivities` makes. */
  readonly activities: object;
  readonly bundle: WorkflowBundle;
  readonly sdkLogLevel?: SdkLogLevel;
};

export type RunningWorker = {
  /** Settles when the worker has stopped; rejects when it failed. */
  readonly stopped: Promise<void>;
  /** Finishes what it does, up to the grace time, then stops. */
  stop(): Promise<void>;
};

/** Starts a worker; activities get 30 s to finish when it stops, and 45 s at the very most. */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  installRuntime(options.sdkLogLevel ?? 'WARN');
  const connection = await NativeConnection.connect(connectionOptions(options.where));
  const worker = await Worker.create({
    connection,
    namespace: options.where.namespace,
    taskQueue: options.taskQueue,
    workflowBundle: options.bundle,
    activities: options.activities,
    maxConcurrentActivityTaskExecutions: 50,
    maxCachedWorkflows: 500,
    shutdownGraceTime: '30 s',
    shutdownForceTime: '45 s',
  });
  const stopped = worker.run().finally(() => connection.close());
  return {
    stopped,
    async stop() {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await stopped;
    },
  };
}
