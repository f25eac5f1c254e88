import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Json, startReceiver, startShop } from './support.ts';

const recorded = new URL('../../../../shared/data/webhooks/deliveries.jsonl', import.meta.url);

describe('the control API', () => {
  test('another process drives it over HTTP and reads what happened', async () => {
    const { simulator, contactId, appId, note } = await startShop();
    const control = async (method: string, name: string, body?: unknown) => {
      const response = await fetch(`${simulator.url}/_simulator/${name}`, {
        method,
        ...(body === undefined
          ? {}
          : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      });
      return {
        status: response.status,
        ...((await response.json()) as { result?: Json; error?: string }),
      };
    };
    const started = await control('POST', 'startConversation', { appId, contactId, body: 'Hi' });
    const { conversationId } = started.result;
    await note(conversationId);
    expect((await control('GET', 'writes')).result).toHaveLength(1);
    const place = `appId=${appId}&conversationId=${conversationId}`;
    expect((await control('GET', `notes?${place}`)).result).toHaveLength(1);
    expect((await control('GET', `conversation?${place}`)).result.id).toBe(conversationId);
    await control('POST', 'faults', { calls: [{ kind: 'before', status: 500 }] });
    expect((await note(conversationId)).status).toBe(500);
    expect((await control('POST', 'settled', {})).status).toBe(200);
    expect(await control('POST', 'startConversation', { appId })).toMatchObject({ status: 400 });
    expect(await control('POST', 'close', { appId, conversationId: '1' })).toMatchObject({
      status: 400,
      error: 'no conversation 1 in shop',
    });
    // Driving is no call to Intercom.
    expect(simulator.calls().every((call) => !call.path.startsWith('/_simulator'))).toBe(true);
  });
});

describe('importing a conversation', () => {
  test.skipIf(!existsSync(recorded))(
    'recorded deliveries can be read back, with the newest now',
    async () => {
      const { call, simulator, appId, clock } = await startShop();
      const rows = readFileSync(recorded, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      const item = (name: string) =>
        JSON.parse(rows.find((row) => row.name === name).body).data.item;
      for (const name of [
        'user_created',
        'user_replied_full_thread',
        'operator_replied',
        'admin_replied',
      ]) {
        const conversation = item(name);
        const { conversationId } = simulator.importConversation({ appId, conversation });
        const { json } = await call('GET', `/conversations/${conversationId}`);
        const parts = json.conversation_parts.conversation_parts;
        const expected = conversation.conversation_parts.conversation_parts;
        expect(
          parts.map((part: Json) => [part.id, part.part_type, part.body, part.author]),
        ).toMatchObject(
          expected.map((part: Json) => [part.id, part.part_type, part.body, part.author]),
        );
        expect(json.source).toMatchObject(conversation.source);
        expect((parts.at(-1) ?? json).created_at).toBe(Math.floor(clock.now() / 1000));
      }
    },
  );

  test('a later delivery of the same conversation adds what is new, and may be announced', async () => {
    const { url, received } = await startReceiver();
    const { call, simulator, appId } = await startShop({ webhookUrl: url });
    const author = { type: 'user', id: 'u1', name: 'Dana', email: 'dana@customer.example' };
    const conversation = {
      type: 'conversation',
      id: 77,
      created_at: 1000,
      state: 'open',
      source: { body: '<p>Hi</p>', author },
      admin_assignee_id: 0,
    };
    simulator.importConversation({ appId, conversation });
    const reply = {
      id: '5000',
      part_type: 'comment',
      body: '<p>And?</p>',
      created_at: 2000,
      author,
    };
    const conversation_parts = { conversation_parts: [reply] };
    simulator.importConversation({
      appId,
      conversation: { ...conversation, conversation_parts },
      topic: 'conversation.user.replied',
    });
    await simulator.settled();
    expect(received).toHaveLength(1);
    const next = simulator.customerReplies({
      appId,
      conversationId: '77',
      contactId: 'u1',
      body: 'Hello?',
    });
    expect(Number(next)).toBeGreaterThan(5000);
    const { json } = await call('GET', '/conversations/77');
    expect(json).toMatchObject({ id: '77', admin_assignee_id: null });
    expect(json.conversation_parts.total_count).toBe(2);
  });
});
