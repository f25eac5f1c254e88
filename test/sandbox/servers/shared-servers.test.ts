import { Connection } from '@temporalio/client';
import { MongoClient } from 'mongodb';
import { expect, inject, test } from 'vitest';

test('the suite has a Temporal server with its namespace', async () => {
  const connection = await Connection.connect({ address: inject('temporalAddress') });
  const { namespaceInfo } = await connection.workflowService.describeNamespace({
    namespace: 'default',
  });
  expect(namespaceInfo?.name).toBe('default');
  await connection.close();
});

test('the suite has a MongoDB that takes transactions', async () => {
  const client = await new MongoClient(inject('mongodbUri')).connect();
  const numbers = client.db('shared-servers').collection<{ _id: number }>('numbers');
  await client.withSession((session) =>
    session.withTransaction(async () => {
      await numbers.insertOne({ _id: 1 }, { session });
      await numbers.insertOne({ _id: 2 }, { session });
    }),
  );
  expect(await numbers.countDocuments()).toBe(2);
  await client.close();
});
