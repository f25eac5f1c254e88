import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { type Demo, openDemo } from '../../app/demo/open-demo.ts';
import { hostEnvironment } from '../../config/environment.ts';
import { createTemporalClient } from '../../temporal/connection.ts';
import { registerNamespace } from '../../temporal/namespace.ts';
import { databaseUri } from './database.ts';

export type TestDemo = Demo & {
  /** Ends it as a kill of its process would leave it: the same folder and stores go on. */
  again(knowledge?: string | null): Promise<TestDemo>;
};

/** The demo on the test run's servers, in a namespace, a database and a folder of its own. */
export async function startDemo(knowledge: string | null = null): Promise<TestDemo> {
  const folder = await mkdtemp(join(tmpdir(), 'sidenote-desk-'));
  const temporal = {
    ...{ address: inject('temporalAddress'), namespace: `desk-${Date.now().toString(36)}` },
    ...{ apiKey: null, tls: null },
  };
  const { connection } = createTemporalClient(temporal);
  await registerNamespace(connection, temporal.namespace);
  await connection.close();
  const mongodbUri = databaseUri('desk');
  const open = async (asked: string | null): Promise<TestDemo> => {
    const demo = await openDemo({
      servers: {
        ...{ temporal, mongodbUri, temporalUiUrl: 'http://temporal.test' },
        stop: async () => undefined,
      },
      environment: hostEnvironment(),
      ...{ folder, linkSecret: 'of-the-test' },
      ...{ knowledge: asked, webPort: 0, deskPort: 0 },
    });
    return {
      ...demo,
      async stop() {
        await demo.stop();
        await rm(folder, { recursive: true, force: true });
      },
      async again(other = asked) {
        await demo.stop();
        return open(other);
      },
    };
  };
  return open(knowledge);
}
