import { describe, expect, it } from 'vitest';
import { currentTurn } from '../../domain/turn.ts';
import { createIntercomClient } from '../../intercom/client.ts';
import { createConversations, createReadOnlyConversations } from '../../intercom/conversations.ts';
import { parseNotification } from '../../intercom/notification.ts';
import { allOf } from '../../intercom/paging.ts';
import { hasValidSignature } from '../../intercom/signature.ts';
import { shop, startReceiver, startShop } from '../sandbox/intercom/support.ts';
import { createOpenApiChecker } from '../support/intercom-openapi.ts';
import { failureFrom } from './local-server.ts';

const signal = new AbortController().signal;
const note = '<p>Open <b>Settings</b> &amp; save.</p><p>Sidenote SN-4F7K2Q</p>';
const { appId, adminId } = shop;

type Version = '2.11' | '2.14' | '2.16';

async function startAll(version: Version = '2.14', timeoutMs = 1_000) {
  const receiver = await startReceiver();
  const started = await startShop({ version, webhookVersion: version, webhookUrl: receiver.url });
  const client = createIntercomClient({
    accessToken: shop.token,
    baseUrl: started.simulator.url,
    version,
    adminId,
    timeoutMs,
    now: () => started.clock.now(),
  });
  return {
    ...started,
    ...receiver,
    client,
    conversations: createConversations(client, { adminId }),
  };
}

describe.each(['2.11', '2.14', '2.16'] as const)('with Intercom %s', (version) => {
  it('tells the page of a chat, and the inbox that a mail was written to', async () => {
    const { conversations, start } = await startAll(version);
    const mail = start({ sourceType: 'email', writtenTo: 'Help@acme.example' });
    const read = await conversations.read(mail, signal);
    expect(read).toMatchObject({ pageUrl: null, writtenTo: ['help@acme.example'] });
    const chat = start({ pageUrl: 'https://app.acme.example/plans' });
    const found = await conversations.read(chat, signal);
    expect(found).toMatchObject({ pageUrl: 'https://app.acme.example/plans', writtenTo: [] });
  });

  it('reads, notes and tags, and the customer sees nothing', async () => {
    const { simulator, conversations, teammateId, teamId, start } = await startAll(version);
    const conversationId = start({ assignee: { team: teamId }, tags: ['vip'] });
    simulator.teammateReplies({ appId, conversationId, teammateId, body: '<p>Which plan?</p>' });
    simulator.customerReplies({ appId, conversationId, body: 'Pro. How do I pay?' });

    const before = await conversations.read(conversationId, signal);
    expect(before).toMatchObject({
      state: 'open',
      channel: 'web',
      deliveredAs: 'customer_initiated',
      assignment: { teammateId: null, teamId },
      tags: ['vip'],
    });
    expect(before && currentTurn(before)).toMatchObject({
      newest: { text: 'Pro. How do I pay?', author: { kind: 'customer' } },
      follows: { text: 'Which plan?', author: { kind: 'teammate', id: teammateId } },
    });

    const { partId } = await conversations.addNote(conversationId, note, signal);
    await conversations.addTag(conversationId, 'opencx_ai_assisted', signal);
    const after = await conversations.read(conversationId, signal);
    expect(after?.tags).toEqual(['vip', 'opencx_ai_assisted']);
    expect(after?.entries.at(-1)).toMatchObject({
      id: `part-${partId}`,
      kind: 'note',
      author: { kind: 'ai_admin' },
      text: 'Open Settings & save.\n\nSidenote SN-4F7K2Q',
    });
    expect(simulator.notes(appId, conversationId)).toMatchObject([{ id: partId, adminId }]);
    expect(simulator.customerVisible()).toEqual([]);
  });

  it('understands its webhooks', async () => {
    const { simulator, teammateId, start, received } = await startAll(version);
    const conversationId = start();
    const replyId = simulator.customerReplies({ appId, conversationId, body: 'hello?' });
    simulator.assign({ appId, conversationId, to: { teammate: teammateId } });
    await simulator.settled();
    const read = received.map(({ body, headers }) => {
      const signature = headers['x-hub-signature'];
      expect(hasValidSignature(Buffer.from(body), signature, ['old', shop.clientSecret])).toBe(
        true,
      );
      return parseNotification(body);
    });
    const source = expect.stringMatching(/^source-/);
    expect(read).toContainEqual(
      expect.objectContaining({
        kind: 'customer_message',
        appId,
        conversationId,
        messageIds: [source],
      }),
    );
    expect(read).toContainEqual(
      expect.objectContaining({ kind: 'customer_message', messageIds: [`part-${replyId}`] }),
    );
    expect(read).toContainEqual(
      expect.objectContaining({
        kind: 'review',
        topic: 'conversation.admin.assigned',
        conversationId,
      }),
    );
  });
});

describe('tags', () => {
  it('are made once, found whatever the case, and made again when deleted', async () => {
    const { simulator, client, conversations, start } = await startAll();
    const [one, two, three] = [start(), start(), start()];
    await conversations.addTag(one, 'Assisted', signal);
    await conversations.addTag(two, 'assisted', signal);
    const paths = () => simulator.writes().map(({ path }) => path);
    expect(paths().filter((path) => path === '/tags')).toHaveLength(1);
    simulator.setFaults({
      calls: [
        {
          kind: 'before',
          path: '/conversations/*/tags',
          times: 1,
          status: 404,
          code: 'tag_not_found',
        },
      ],
      deliveries: [],
    });
    await conversations.addTag(three, 'Assisted', signal);
    expect(paths().filter((path) => path === '/tags')).toHaveLength(2);
    expect(simulator.tags(appId, three)).toHaveLength(1);
    expect((await client.createTag('ASSISTED', signal)).name.toLowerCase()).toBe('assisted');
  });

  it('of a conversation that is gone end as not found', async () => {
    const { conversations } = await startAll();
    expect(await failureFrom(conversations.addTag('999999', 'Assisted', signal))).toMatchObject({
      kind: 'not_found',
    });
  });
});

describe('a note whose answer is lost', () => {
  it.each([
    { kind: 'after', status: 503 },
    { kind: 'after_reset' },
    { kind: 'after_timeout' },
    { kind: 'malformed', body: 'truncated' },
    { kind: 'malformed', body: 'html' },
    { kind: 'malformed', body: 'empty' },
    { kind: 'malformed', body: 'enormous' },
    { kind: 'malformed', body: 'without_parts' },
  ])('%j: has an unknown effect and is found by reading', async (fault) => {
    const { simulator, conversations, start } = await startAll('2.14', 1_500);
    const conversationId = start();
    simulator.setFaults({
      calls: [{ ...fault, method: 'POST', path: '/conversations/*/reply' }],
      deliveries: [],
    });
    expect(await failureFrom(conversations.addNote(conversationId, note, signal))).toMatchObject({
      kind: 'retry',
      effectUnknown: true,
    });
    expect(simulator.writes()).toHaveLength(1);
    const read = await conversations.read(conversationId, signal);
    const ours = read?.entries.filter((entry) => entry.author.kind === 'ai_admin');
    expect(ours?.map(({ text }) => text)).toEqual(['Open Settings & save.\n\nSidenote SN-4F7K2Q']);
  });

  it('is known not to be there after a refusal, a captcha and a limit', async () => {
    const { simulator, conversations, start } = await startAll();
    const conversationId = start();
    for (const [fault, kind] of [
      [{ kind: 'before', status: 401, code: 'unauthorized' }, 'reject'],
      [{ kind: 'before', status: 405, html: '<html>captcha</html>' }, 'retry'],
      [{ kind: 'rate_limited' }, 'wait'],
    ] as const) {
      simulator.setFaults({
        calls: [{ ...fault, path: '/conversations/*/reply' }],
        deliveries: [],
      });
      expect(await failureFrom(conversations.addNote(conversationId, note, signal))).toMatchObject({
        kind,
        effectUnknown: false,
      });
    }
    expect(simulator.notes(appId, conversationId)).toEqual([]);
  });
});

describe('reading', () => {
  it('answers null for what Intercom does not have', async () => {
    const { simulator, client, start } = await startAll();
    const reader = createReadOnlyConversations(client, { adminId });
    expect(Object.keys(reader)).toEqual(['read']);
    const conversationId = start();
    simulator.deleteConversation({ appId, conversationId });
    expect(await reader.read(conversationId, signal)).toBeNull();
  });

  it('tells bots and automations from people', async () => {
    const { simulator, conversations, teammateId, start } = await startAll();
    const conversationId = start();
    const place = { appId, conversationId };
    simulator.botReplies({ ...place, body: 'Hi', fin: true });
    simulator.botReplies({ ...place, body: 'Hi', fin: false });
    for (const asAutomation of ['app', 'workflow', 'fin'] as const) {
      simulator.teammateReplies({ ...place, teammateId, body: 'We got it', asAutomation });
    }
    simulator.teammateReplies({
      ...place,
      teammateId,
      body: 'Done',
      assign: { teammate: teammateId },
    });
    const read = await conversations.read(conversationId, signal);
    const comments = read?.entries.filter(({ kind }) => kind === 'comment');
    expect(comments?.map(({ author }) => author.kind)).toEqual([
      'customer',
      'bot',
      'bot',
      'bot',
      'bot',
      'bot',
      'teammate',
    ]);
    expect(comments?.at(1)?.author.fin).toBe(true);
    expect(comments?.at(2)?.author.fin).toBe(false);
    expect(read?.entries.at(-1)?.assignedTo).toEqual({ teammateId, teamId: null });
  });

  it('lists people, articles and conversations', async () => {
    const { simulator, client, teammateId, contactId, start } = await startAll();
    for (let count = 0; count < 5; count += 1) {
      simulator.addArticle({ appId, title: `Article ${count}`, body: '<p>x</p>' });
    }
    simulator.addInternalArticle({ appId, title: 'Internal', body: '<p>y</p>' });
    start();
    start();
    const titles = new Set<string>();
    const articles = allOf((next) => client.listArticles({ next, perPage: 2 }, signal));
    for await (const { title } of articles) titles.add(title);
    expect(titles.size).toBe(5);
    const internal = await client.listInternalArticles({}, signal);
    expect(internal.members).toMatchObject([{ title: 'Internal' }]);
    const query = { field: 'updated_at', operator: '>', value: 1 } as const;
    const found: string[] = [];
    const hits = allOf((next) => client.searchConversations({ query, perPage: 1, next }, signal));
    for await (const { id } of hits) found.push(id);
    expect(new Set(found).size).toBe(2);
    expect(await client.me(signal)).toMatchObject({ app: { id_code: appId } });
    expect(await client.admins(signal)).toContainEqual(
      expect.objectContaining({ id: teammateId, has_inbox_seat: true }),
    );
    expect(await client.teams(signal)).toMatchObject([{ name: 'Support' }]);
    expect(await client.contact(contactId, signal)).toMatchObject({ name: 'Dana Example' });
    expect(await client.helpCenters(signal)).toHaveLength(1);
  });
});

describe.each(['2.14', '2.16'] as const)('Intercom’s own description %s', (version) => {
  const checker = createOpenApiChecker(version);
  it.skipIf(!checker)('has nothing against our calls', async () => {
    const { simulator, client, conversations, contactId, start } = await startAll(version);
    const conversationId = start();
    await conversations.read(conversationId, signal);
    await conversations.addNote(conversationId, note, signal);
    await conversations.addTag(conversationId, 'Assisted', signal);
    await client.me(signal);
    await client.admins(signal);
    await client.teams(signal);
    await client.contact(contactId, signal);
    await client.helpCenters(signal);
    await client.listArticles({}, signal);
    await client.listInternalArticles({}, signal);
    const query = {
      operator: 'AND',
      value: [{ field: 'state', operator: '=', value: 'open' }],
    } as const;
    await client.searchConversations({ query, perPage: 10 }, signal);
    const calls = simulator.calls();
    expect(calls.length).toBe(12);
    for (const { method, path, body } of calls) {
      expect([path, checker?.checkRequest(method, path, body ?? undefined)]).toEqual([path, []]);
    }
  });
});
