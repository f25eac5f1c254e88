import { type Db, MongoClient, MongoServerError } from 'mongodb';
import { z } from 'zod';
import { knock } from './knock.ts';

const helloSchema = z.object({ isWritablePrimary: z.boolean(), setName: z.string().optional() });
const configSchema = z.object({
  config: z.looseObject({
    _id: z.string(),
    version: z.number(),
    members: z.array(z.looseObject({ host: z.string() })).length(1),
  }),
});
const buildSchema = z.object({ version: z.string() });

/** MongoDB's code for a node that has not been told its replica set. */
const notYetInitialized = 94;

/**
 * Resolves with the server's version when it answers a ping and takes writes as a replica set of
 * one node. A new node is told its set, and one that came back on another port its new address.
 * Rejects while it is not ready.
 */
export async function askMongoDb(uri: string, port: number): Promise<{ version: string }> {
  await knock(port);
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 2000 });
  try {
    const admin = client.db('admin');
    await admin.command({ ping: 1 });
    if (!(await isPrimary(admin))) {
      await formSet(admin, `127.0.0.1:${port}`);
      throw new Error('it is not the primary of its replica set yet');
    }
    const { version } = buildSchema.parse(await admin.command({ buildInfo: 1 }));
    return { version };
  } finally {
    await client.close();
  }
}

async function isPrimary(admin: Db): Promise<boolean> {
  const hello = helloSchema.parse(await admin.command({ hello: 1 }));
  return hello.isWritablePrimary && hello.setName !== undefined;
}

async function formSet(admin: Db, host: string): Promise<void> {
  const found = await configOf(admin);
  if (found === undefined) {
    const members = [{ _id: 0, host }];
    await admin.command({ replSetInitiate: { _id: 'sidenote', members } });
    return;
  }
  const [member] = found.members;
  if (member === undefined || member.host === host) return;
  const config = { ...found, version: found.version + 1, members: [{ ...member, host }] };
  await admin.command({ replSetReconfig: config, force: true });
}

async function configOf(admin: Db) {
  try {
    return configSchema.parse(await admin.command({ replSetGetConfig: 1 })).config;
  } catch (error) {
    if (error instanceof MongoServerError && error.code === notYetInitialized) return undefined;
    throw error;
  }
}
