import { type Client, isGrpcServiceError } from '@temporalio/client';
import proto from '@temporalio/proto';
import type { WorkerDeploymentOptions } from '@temporalio/worker';

const { RoutingConfigUpdateState, TaskQueueType } = proto.temporal.api.enums.v1;

/** The versions of the workers on one task queue; one deployment a queue, named like it. */
export type Deployment = {
  /** The build that new runs go to; null: workers without a build id. */
  readonly current: string | null;
  /** All builds that Temporal knows. */
  readonly builds: readonly string[];
  /** Whether every part of the task queue follows `current` already. */
  readonly inEffect: boolean;
  /** Guards `makeCurrent` against a change by somebody else. */
  readonly conflictToken: Uint8Array;
};

/** What a worker of a build says of itself; its runs stay with the build that began them. */
export const versionedAs = (taskQueue: string, buildId: string): WorkerDeploymentOptions => ({
  version: { deploymentName: taskQueue, buildId },
  useWorkerVersioning: true,
  defaultVersioningBehavior: 'PINNED',
});

/** gRPC's statuses: not found, failed precondition. */
const notFound = 5;
const failedPrecondition = 9;

const hasCode = (error: unknown, code: number): boolean =>
  isGrpcServiceError(error) && Number(error.code) === code;

/** The deployment of a task queue; null while no worker with a build id has ever polled it. */
export async function readDeployment(
  client: Client,
  taskQueue: string,
): Promise<Deployment | null> {
  try {
    const { workerDeploymentInfo: info, conflictToken } =
      await client.workflowService.describeWorkerDeployment({
        namespace: client.options.namespace,
        deploymentName: taskQueue,
      });
    return {
      current: info?.routingConfig?.currentDeploymentVersion?.buildId ?? null,
      builds: (info?.versionSummaries ?? []).flatMap(
        ({ deploymentVersion }) => deploymentVersion?.buildId ?? [],
      ),
      inEffect:
        info?.routingConfigUpdateState !==
        RoutingConfigUpdateState.ROUTING_CONFIG_UPDATE_STATE_IN_PROGRESS,
      conflictToken,
    };
  } catch (error) {
    if (hasCode(error, notFound)) return null;
    throw error;
  }
}

const bothTypes = [
  TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
  TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY,
] as const;

/** Whether a worker of the build has asked for workflow tasks and for activity tasks lately. */
export async function isPolled(
  client: Client,
  taskQueue: string,
  buildId: string,
): Promise<boolean> {
  const answers = await Promise.all(
    bothTypes.map((taskQueueType) =>
      client.workflowService.describeTaskQueue({
        namespace: client.options.namespace,
        taskQueue: { name: taskQueue },
        taskQueueType,
      }),
    ),
  );
  return answers.every(({ pollers }) =>
    pollers.some(({ deploymentOptions }) => deploymentOptions?.buildId === buildId),
  );
}

/**
 * Sends new runs to a build. False: Temporal refuses it for now, since not all pollers of the build
 * have reached it, or since somebody else changed the deployment in between.
 */
export async function makeCurrent(
  client: Client,
  taskQueue: string,
  buildId: string,
  conflictToken: Uint8Array,
): Promise<boolean> {
  try {
    await client.workflowService.setWorkerDeploymentCurrentVersion({
      namespace: client.options.namespace,
      deploymentName: taskQueue,
      buildId,
      conflictToken,
      identity: client.options.identity,
    });
    return true;
  } catch (error) {
    if (hasCode(error, failedPrecondition) || hasCode(error, notFound)) return false;
    throw error;
  }
}

const running = (taskQueue: string): string =>
  `TaskQueue="${taskQueue}" AND ExecutionStatus="Running"`;

/** How many open runs are pinned to a build: only its own workers can go on with them. */
export async function countPinned(
  client: Client,
  taskQueue: string,
  buildId: string,
): Promise<number> {
  const version = `TemporalWorkerDeploymentVersion="${taskQueue}:${buildId}"`;
  const query = `${version} AND TemporalWorkflowVersioningBehavior="Pinned" AND ${running(taskQueue)}`;
  return (await client.workflow.count(query)).count;
}
