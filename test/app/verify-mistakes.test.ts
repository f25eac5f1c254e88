import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { realClock } from '../../app/clocks.ts';
import { neededTopics } from '../../app/checks/webhooks.ts';
import { type Stores, openStores } from '../../app/stores.ts';
import { verifyAll } from '../../app/verify.ts';
import type { Workspace } from '../../app/workspace.ts';
import { loadConfig } from '../../config/load.ts';
import type { PayloadAge } from '../../domain/payload-age.ts';
import type { IntercomSimulator } from '../../sandbox/intercom/simulator-types.ts';
import { startIntercomSimulator } from '../../sandbox/intercom/simulator.ts';

let simulator: IntercomSimulator;
let stores: Stores;
let elsewhere: { readonly url: string; stop(): void };

beforeAll(async () => {
  simulator = await startIntercomSimulator({ clock: realClock });
  const uri = new URL(inject('mongodbUri'));
  uri.pathname = `/verify_mistakes_${process.pid}`;
  stores = await openStores(uri.href);
  const page = createServer((_request, response) => response.end('Welcome'));
  await new Promise<void>((listening) => page.listen(0, '127.0.0.1', listening));
  const address = page.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  elsewhere = { url: `http://127.0.0.1:${port}`, stop: () => page.close() };
});
afterAll(async () => {
  elsewhere.stop();
  await simulator.stop();
  await stores.database.close();
});

const adminId = '9000001';

/** What a row has to arrange in its own workspace before the check. */
type Arrange = (given: { readonly appId: string; readonly contactId: string }) => unknown;

type Mistake = {
  readonly mistake: string;
  /** The name of the line, its status, words of its sentence and of its advice. */
  readonly line: string;
  readonly status: 'ok' | 'warning' | 'failed';
  readonly says: string | RegExp;
  readonly advice: string | null;
  readonly simulated?: { adminHasSeat?: boolean; region?: 'eu'; helpCenterUrl?: null };
  readonly named?: Partial<Workspace>;
  readonly environment?: () => Record<string, string>;
  readonly arrange?: Arrange;
};

const note =
  (topic: string, payloadAge: PayloadAge | null): Arrange =>
  ({ appId }) =>
    stores.topics.note({ appId, topic, receivedAtMs: 1_000_000, payloadAge });

const refuse =
  (method: string, path: string): Arrange =>
  ({ appId }) =>
    simulator.setFaults({ calls: [{ kind: 'before', appId, method, path, status: 403 }] });

const refused = (what: string, method: string, path: string, needed: boolean): Mistake => ({
  mistake: `the permission to read ${what} is missing`,
  line: 'permissions',
  status: needed ? 'failed' : 'warning',
  says: `Reading ${what} does not work`,
  advice: 'Give the app this permission in the Developer Hub',
  arrange: refuse(method, path),
});

const developerHub = 'in the Developer Hub';

const mistakes: readonly Mistake[] = [
  {
    ...{ mistake: 'a wrong token', line: 'token', status: 'failed', says: '401' },
    advice: 'Check INTERCOM_ACCESS_TOKEN (Developer Hub, Authentication) and INTERCOM_REGION.',
    named: { accessToken: 'wrong' },
  },
  {
    ...{ mistake: 'an address without Intercom', line: 'token', status: 'failed', says: /./ },
    advice: 'Check the network, HTTPS_PROXY where there is a proxy, and INTERCOM_BASE_URL',
    named: { baseUrl: 'http://127.0.0.1:1' },
  },
  {
    ...{ mistake: 'the wrong region', line: 'region', status: 'warning' },
    ...{ says: 'hosted in eu, INTERCOM_REGION is us', advice: 'Set INTERCOM_REGION=eu' },
    simulated: { region: 'eu' },
  },
  {
    ...{ mistake: 'another workspace id', line: 'workspace', status: 'failed' },
    ...{ says: 'INTERCOM_APP_ID is other', advice: 'Set INTERCOM_APP_ID=' },
    named: { appId: 'other' },
  },
  refused('conversations', 'POST', '/conversations/search', true),
  refused('teammates', 'GET', '/admins', true),
  refused('help-center articles', 'GET', '/articles', false),
  refused('internal articles', 'GET', '/internal_articles', false),
  {
    ...{ mistake: 'an AI admin that does not exist', line: 'AI admin', status: 'failed' },
    ...{ says: 'No teammate has the id 5', advice: 'Set INTERCOM_ADMIN_ID' },
    named: { adminId: '5' },
  },
  {
    ...{ mistake: 'an AI admin without a seat', line: 'AI admin', status: 'failed' },
    ...{ says: 'has no inbox seat', advice: 'Give the account an inbox seat' },
    simulated: { adminHasSeat: false },
  },
  {
    mistake: 'an AI admin that is a person: it owns conversations',
    ...{ line: 'AI admin is no person', status: 'warning' },
    ...{ says: '1 open conversation is assigned', advice: 'Use an account of its own' },
    arrange: (given) =>
      simulator.startConversation({ ...given, body: 'Hi', assignee: { teammate: adminId } }),
  },
  {
    mistake: 'an AI admin that is a person: it answers customers',
    ...{ line: 'AI admin is no person', status: 'warning' },
    ...{ says: 'answered customers in 1', advice: 'Use an account of its own' },
    arrange: (given) => {
      const { appId } = given;
      const { conversationId } = simulator.startConversation({ ...given, body: 'Hi' });
      simulator.teammateReplies({ appId, conversationId, teammateId: adminId, body: 'Hello' });
      simulator.close({ appId, conversationId });
    },
  },
  {
    ...{ mistake: 'no mistake: a tag that will be made', line: 'tag', status: 'ok' },
    ...{ says: 'opencx_ai_assisted is made with the first note', advice: null },
  },
  {
    ...{ mistake: 'no mistake: a tag that exists', line: 'tag', status: 'ok' },
    ...{ says: 'The tag opencx_ai_assisted exists', advice: null },
    arrange: async ({ appId }) => {
      await fetch(`${simulator.url}/tags`, {
        method: 'POST',
        headers: { authorization: `Bearer token-${appId}`, 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'opencx_ai_assisted' }),
      });
    },
  },
  {
    ...{ mistake: 'tags that cannot be read', line: 'tag', status: 'warning' },
    ...{ says: 'Tags cannot be read', advice: 'Give the app this permission' },
    arrange: refuse('GET', '/tags'),
  },
  {
    ...{ mistake: 'no help center', line: 'help center', status: 'warning' },
    ...{ says: 'has no help center', advice: 'Import knowledge from files: kb import FOLDER' },
    simulated: { helpCenterUrl: null },
  },
  {
    ...{ mistake: 'no knowledge', line: 'knowledge', status: 'warning' },
    ...{ says: 'No article is imported yet', advice: 'npx sidenote kb import --intercom' },
  },
  {
    ...{ mistake: 'a signing secret never confirmed', line: 'signing secret', status: 'warning' },
    ...{ says: 'No webhook with a good signature', advice: 'check INTERCOM_CLIENT_SECRET' },
  },
  {
    ...{ mistake: 'no mistake: a confirmed secret', line: 'signing secret', status: 'ok' },
    ...{ says: 'Confirmed by conversation.user.created at 1970-01-01 00:16', advice: null },
    arrange: note('conversation.user.created', null),
  },
  ...neededTopics.flatMap((topic): readonly Mistake[] => [
    {
      ...{ mistake: `${topic} never seen`, line: `topic ${topic}`, status: 'warning' },
      ...{ says: 'Never seen', advice: `Subscribe to it ${developerHub}` },
    },
    {
      ...{ mistake: `no mistake: ${topic} seen`, line: `topic ${topic}`, status: 'ok' },
      ...{ says: 'Last seen at 1970-01-01 00:16', advice: null },
      arrange: note(topic, null),
    },
  ]),
  {
    ...{ mistake: 'no webhook to tell the version', line: 'webhook version', status: 'warning' },
    ...{ says: 'Calls ask for version 2.14', advice: `Choose API version 2.14 for the app` },
  },
  {
    mistake: 'webhooks of another version than our calls',
    ...{ line: 'webhook version', status: 'warning' },
    says: 'Webhooks look like a version 2.16 or later; calls ask for 2.14',
    advice: `Choose API version 2.14 for the app ${developerHub}, or set INTERCOM_VERSION`,
    arrange: note('conversation.user.created', '2.16 or later'),
  },
  {
    ...{ mistake: 'no mistake: the same version', line: 'webhook version', status: 'ok' },
    ...{ says: 'Webhooks look like version 2.14', advice: null },
    arrange: note('conversation.user.created', 'before 2.15'),
  },
  {
    ...{ mistake: 'no public address', line: 'public address', status: 'warning' },
    ...{ says: 'PUBLIC_URL is not set', advice: 'Set PUBLIC_URL' },
  },
  {
    ...{ mistake: 'a silent public address', line: 'public address', status: 'failed' },
    ...{ says: 'does not answer from here', advice: 'check the proxy or tunnel' },
    environment: () => ({ PUBLIC_URL: 'http://127.0.0.1:1' }),
  },
  {
    ...{ mistake: 'a public address of something else', line: 'public address' },
    ...{ status: 'failed', says: 'it is not Sidenote that does' },
    advice: 'Lead PUBLIC_URL to the web process',
    environment: () => ({ PUBLIC_URL: elsewhere.url }),
  },
];

test.each(mistakes.map((mistake, at) => ({ ...mistake, at })))('$mistake', async (row) => {
  const appId = `m${row.at}`;
  const token = `token-${appId}`;
  simulator.createWorkspace({ appId, token, clientSecret: 's', adminId, ...row.simulated });
  const contactId = simulator.addContact({ appId, name: 'Dana' });
  await row.arrange?.({ appId, contactId });
  const before = simulator.calls().length;
  const base = { appId, adminId, accessToken: token, clientSecrets: ['s'], mode: null };
  const checks = await verifyAll({
    config: loadConfig(row.environment?.() ?? {}),
    workspace: { ...base, baseUrl: simulator.url, version: '2.14', ...row.named },
    stores,
    nowMs: Date.now(),
  });
  const calls = simulator.calls().slice(before);
  simulator.setFaults({});

  const found = checks.filter(
    ({ name, sentence }) => name === row.line && new RegExp(row.says).test(sentence),
  );
  expect(found, JSON.stringify(checks, null, 1)).toHaveLength(1);
  expect(found[0]?.status).toBe(row.status);
  if (row.advice === null) expect(found[0]?.whatToDo).toBeNull();
  else expect(found[0]?.whatToDo).toContain(row.advice);
  // Whatever is wrong, nothing is written.
  const reads = ['GET', 'POST /conversations/search'];
  const others = calls.filter(
    ({ method, path }) => !reads.includes(method) && !reads.includes(`${method} ${path}`),
  );
  expect(others).toEqual([]);
});
