import {
  GracefulShutdownPeriodExpiredError,
  NativeConnection,
  Worker,
  type WorkflowBundle,
} from '@temporalio/worker';
import { type TemporalAddress, connectionOptions } from './connection.ts';
import { versionedAs } from './deployment.ts';
import { type SdkLogLevel, installRuntime } from './runtime.ts';

export type WorkerOptions = {
  readonly where: TemporalAddress;
  readonly taskQueue: string;
  /** What `createActivities` makes. */
  readonly activities: object;
  readonly bundle: WorkflowBundle;
  readonly sdkLogLevel?: SdkLogLevel;
  /** Makes it a worker of this build, which gets new runs once the build is current. */
  readonly buildId?: string | null;
};

export type RunningWorker = {
  /** Settles when the worker has stopped; rejects when it failed. */
  readonly stopped: Promise<void>;
  /** Takes nothing new and finishes what it does; rejects in words when it had to be cut off. */
  stop(): Promise<void>;
};

/** What an activity gets to finish, before it is cancelled and another worker takes it up. */
const graceTime = '30 s';
/** After this the worker is gone, whatever its activities do. */
const forceTime = '45 s';

/** After this another worker takes up the runs of one that was killed; Temporal's own is 10 s. */
const stickyTime = '3 s';

/** Starts a worker. */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  installRuntime(options.sdkLogLevel ?? 'WARN');
  const connection = await NativeConnection.connect(connectionOptions(options.where));
  const worker = await createWorker(options, connection);
  const stopped = worker
    .run()
    .catch(inWords)
    .finally(() => connection.close());
  return {
    stopped,
    async stop() {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await stopped;
    },
  };
}

async function createWorker(options: WorkerOptions, connection: NativeConnection): Promise<Worker> {
  const creating = Worker.create({
    connection,
    namespace: options.where.namespace,
    taskQueue: options.taskQueue,
    workflowBundle: options.bundle,
    activities: options.activities,
    ...(options.buildId
      ? { workerDeploymentOptions: versionedAs(options.taskQueue, options.buildId) }
      : {}),
    maxConcurrentActivityTaskExecutions: 50,
    maxCachedWorkflows: 500,
    stickyQueueScheduleToStartTimeout: stickyTime,
    shutdownGraceTime: graceTime,
    shutdownForceTime: forceTime,
  });
  try {
    return await creating;
  } catch (error) {
    await connection.close();
    throw error;
  }
}

function inWords(error: unknown): never {
  if (error instanceof GracefulShutdownPeriodExpiredError) {
    const message = `Steps did not end within ${forceTime}: they were cut off, and another worker repeats them.`;
    throw new Error(message, { cause: error });
  }
  throw error;
}
