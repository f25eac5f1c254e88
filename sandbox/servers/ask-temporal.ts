import { Connection, isGrpcServiceError } from '@temporalio/client';
import { knock } from './knock.ts';

const answerMs = 2000;
// gRPC status of a thing that does not exist.
const notFound = 5;

/**
 * Resolves when the namespace is there and the services behind the front end answer too: the front
 * end listens a moment earlier, and a start then would fail. Rejects otherwise.
 */
export async function askTemporal(port: number, namespace: string): Promise<void> {
  await knock(port);
  const connection = Connection.lazy({
    address: `127.0.0.1:${port}`,
    // Loopback must not go through a proxy that the environment names.
    channelArgs: { 'grpc.enable_http_proxy': 0 },
  });
  try {
    await connection.withDeadline(Date.now() + answerMs, async () => {
      const service = connection.workflowService;
      await service.describeNamespace({ namespace });
      await service.describeTaskQueue({ namespace, taskQueue: { name: 'is-matching-there' } });
      const execution = { workflowId: 'is-history-there' };
      await service.describeWorkflowExecution({ namespace, execution }).catch(expectNotFound);
    });
  } finally {
    await connection.close();
  }
}

function expectNotFound(error: unknown): void {
  if (!isGrpcServiceError(error) || Number(error.code) !== notFound) throw error;
}
