import type { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import proto from '@temporalio/proto';
import { searchAttributeTypes } from '../domain/search-attributes.ts';
import { isTemporalAway } from './temporal-away.ts';

const { IndexedValueType } = proto.temporal.api.enums.v1;
const retentionDays = 30;
const answerMs = 3_000;

/** The namespace cannot be made fit with the rights that we have; the message says what to run. */
export class NamespaceNotFit extends Error {
  override readonly name = 'NamespaceNotFit';
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;
const alreadyExists = 6;

/** Registers our search attributes; those that are there already are left alone. */
export async function addSearchAttributes(
  connection: Connection,
  namespace: string,
): Promise<void> {
  for (const [name, type] of Object.entries(searchAttributeTypes)) {
    try {
      await connection.operatorService.addSearchAttributes({
        namespace,
        searchAttributes: { [name]: IndexedValueType[`INDEXED_VALUE_TYPE_${type}`] },
      });
    } catch (error) {
      if (codeOf(error) !== alreadyExists) throw error;
    }
  }
}

/**
 * Makes the namespace fit before work is taken: search attributes registered and seen, and closed
 * runs kept for 30 days. Throws `NamespaceNotFit` with the commands where that is not permitted, and
 * gRPC's own error when the server is away.
 */
export async function prepareNamespace(
  connection: Connection,
  namespace: string,
  pause: (ms: number) => Promise<void>,
): Promise<void> {
  try {
    // gRPC repeats what is not answered, for longer than anybody should wait to hear of it.
    await connection.withDeadline(Date.now() + answerMs, () =>
      connection.workflowService.getSystemInfo({}),
    );
    const missing = await missingAttributes(connection, namespace);
    if (missing.length > 0) await addSearchAttributes(connection, namespace);
    await keepForThirtyDays(connection, namespace);
    for (let look = 0; look < 100; look += 1) {
      if ((await missingAttributes(connection, namespace)).length === 0) return;
      await pause(100);
    }
  } catch (error) {
    if (isTemporalAway(error)) throw error;
    throw new NamespaceNotFit(commandsFor(namespace), { cause: error });
  }
  throw new NamespaceNotFit(commandsFor(namespace));
}

async function missingAttributes(connection: Connection, namespace: string): Promise<string[]> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  return Object.keys(searchAttributeTypes).filter((name) => !(name in customAttributes));
}

async function keepForThirtyDays(connection: Connection, namespace: string): Promise<void> {
  const service = connection.workflowService;
  const { config } = await service.describeNamespace({ namespace });
  const seconds = retentionDays * 86_400;
  if (Number(config?.workflowExecutionRetentionTtl?.seconds ?? 0) >= seconds) return;
  await service.updateNamespace({
    namespace,
    config: { workflowExecutionRetentionTtl: msToTs(seconds * 1_000) },
  });
}

function commandsFor(namespace: string): string {
  const attributes = Object.entries(searchAttributeTypes).map(
    ([name, type]) =>
      `  temporal operator search-attribute create --namespace ${namespace} --name ${name} --type ${type === 'DOUBLE' ? 'Double' : 'Keyword'}`,
  );
  return [
    `The Temporal namespace "${namespace}" is not fit for Sidenote, and it may not be changed from here.`,
    'Have these commands run by someone who may, then start again:',
    ...attributes,
    `  temporal operator namespace update --namespace ${namespace} --retention ${retentionDays}d`,
  ].join('\n');
}

/** Makes a namespace of its own for a run that must not meet the ids of another. */
export async function registerNamespace(connection: Connection, namespace: string): Promise<void> {
  try {
    await connection.workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: msToTs(retentionDays * 86_400_000),
    });
  } catch (error) {
    if (codeOf(error) !== alreadyExists) throw error;
  }
}
