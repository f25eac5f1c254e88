import fc from 'fast-check';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { createScaledClock } from '../../app/clocks.ts';
import { type Sandbox, startSandbox } from '../../app/sandbox-stack.ts';
import { type MessageRef, sourceId } from '../../domain/identifiers.ts';
import { reasonOf } from '../../domain/outcome.ts';
import { lastDecision } from '../../domain/session.ts';
import { readMarkdownFolder } from '../../knowledge/sources/markdown.ts';
import { createOpenAiModel } from '../../models/openai.ts';
import { type ModelServer, startModelServer } from '../../sandbox/model-server.ts';
import { createTemporalClient } from '../../temporal/connection.ts';
import { historyText } from '../../temporal/histories.ts';
import { databaseUri } from '../support/database.ts';
import { eventually } from '../support/scenarios.ts';
import { seeded, seededByKind } from '../support/seeded-data.ts';

const appId = 'privacy-workspace';
const taskQueue = `privacy-${process.pid}`;
const clock = createScaledClock(20);
const logLines: string[] = [];

let models: ModelServer;
let sandbox: Sandbox;

beforeAll(async () => {
  models = await startModelServer();
  sandbox = await startSandbox({
    ...{ clock, appIds: [appId], taskQueue, logLevel: 'trace' },
    logTo: { write: (line) => logLines.push(line) },
    temporal: { address: inject('temporalAddress'), namespace: 'default' },
    mongodbUri: databaseUri('privacy-end'),
    model: createOpenAiModel({
      ...{ apiKey: 'key-of-the-test', baseUrl: models.baseUrl },
      ...{ model: 'drafting-model', topicModel: 'topic-model', timeoutMs: 5_000 },
    }),
  });
  const where = { source: 'sandbox', guessLanguage: () => 'en' };
  const { articles } = await readMarkdownFolder('sandbox/knowledge', where);
  await sandbox.know(appId, articles);
  const settings = { mode: 'live', confidenceThreshold: 0, attributes: { rule: 'allow_all' } };
  await sandbox.stores.settings.save({ appId, base: 0, settings, nowMs: clock.now() });
});
afterAll(async () => {
  await sandbox.stores.database.db.dropDatabase();
  await sandbox.stop();
  await models.stop();
});

/** Every payload of a history is base64. */
const inTheClear = (text: string): string =>
  text.replaceAll(/"data": ?"([^"]*)"/g, (_, data: string) =>
    Buffer.from(data, 'base64').toString(),
  );

async function histories(): Promise<string> {
  const { client, connection } = createTemporalClient({
    ...{ address: inject('temporalAddress'), namespace: 'default', apiKey: null, tls: null },
  });
  const texts: string[] = [];
  for await (const { workflowId, runId } of client.workflow.list({
    query: `TaskQueue="${taskQueue}"`,
  })) {
    const handle = client.workflow.getHandle(workflowId, runId);
    texts.push(inTheClear(historyText(await handle.fetchHistory())));
  }
  await connection.close();
  return texts.join('\n');
}

async function documents(): Promise<string> {
  const collections = await sandbox.stores.database.db.collections();
  return JSON.stringify(
    await Promise.all(collections.map((collection) => collection.find().toArray())),
  );
}

const plan = fc.record({
  body: fc.array(seeded, { minLength: 1, maxLength: 3 }),
  ...{ quoted: seeded, attribute: seeded, name: seededByKind.NAME, email: seededByKind.EMAIL },
});
const html = (text: string): string => text.replaceAll('<', '&lt;');

it('no seed reaches a request to the model, a log line, a history or a document', async () => {
  const seed = Date.now() % 0x7fffffff;
  const plans = fc.sample(plan, { numRuns: 12, seed });
  const teammate = sandbox.simulator.addTeammate({ appId, name: 'Jane Agent' });
  const messages = plans.map(({ body, quoted, attribute, name, email }, at): MessageRef => {
    const said = html(
      `How do I export my time entries? ${body.map((one) => one.sentence).join(' ')}`,
    );
    const started = sandbox.simulator.startConversation({
      ...{ appId, assignee: { teammate } },
      body: `<p>${said}</p><blockquote>${html(quoted.sentence)}</blockquote>`,
      contactId: sandbox.simulator.addContact({ appId, name: name.value, email: email.value }),
      customAttributes: { note: attribute.sentence },
      ...(at % 2 === 0 ? {} : { sourceType: 'email', subject: body[0]?.sentence ?? '' }),
    });
    const { conversationId } = started;
    return { appId, conversationId, messageId: sourceId(started.sourceId) };
  });
  const outcomes = await Promise.all(
    messages.map((message) =>
      eventually('a decision', async () => {
        const session = await sandbox.stores.sessions.find(message);
        const outcome = session?.status === 'ended' ? lastDecision(session)?.outcome : null;
        return outcome ? (reasonOf(outcome) ?? outcome.kind) : null;
      }),
    ),
  );
  const traces = {
    'a request': JSON.stringify(models.requests.map(({ body }) => body)),
    'a log line': logLines.join('\n'),
    'a history': await histories(),
    'a document': await documents(),
  };
  expect(outcomes).toContain('suggested');
  expect(traces['a request']).toContain('How do I export my time entries?');
  expect(traces['a document']).toContain('How do I export my time entries?');
  expect(traces['a history']).toContain(messages[0]?.conversationId);
  expect(traces['a log line']).not.toBe('');
  for (const { body, quoted, attribute, name, email } of plans)
    for (const { value } of [...body, quoted, attribute, name, email])
      for (const [where, text] of Object.entries(traces))
        expect(text.includes(value), `seed ${seed}: ${value} in ${where}`).toBe(false);
}, 120_000);
