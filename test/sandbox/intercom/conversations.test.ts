import { describe, expect, test } from 'vitest';
import { shop, startShop } from './support.ts';

describe('reading a conversation', () => {
  test('an unknown token is refused in the shape of an error list', async () => {
    const { call } = await startShop();
    const answer = await call('GET', '/me', undefined, { authorization: 'Bearer nobody' });
    expect(answer.status).toBe(401);
    expect(answer.json).toMatchObject({ type: 'error.list', errors: [{ code: 'unauthorized' }] });
    expect(answer.json.request_id).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('a path that is not known, a deleted and an unknown conversation are 404', async () => {
    const { call, start, simulator, appId } = await startShop();
    const conversationId = start();
    simulator.deleteConversation({ appId, conversationId });
    for (const path of ['/nothing', '/conversations/1', `/conversations/${conversationId}`]) {
      const answer = await call('GET', path);
      expect(answer.status).toBe(404);
      expect(answer.json.errors[0].code).toBe('not_found');
    }
  });

  test('nobody is null up to 2.15 and 0 in 2.16; fields come with their version', async () => {
    const { call, start } = await startShop();
    const path = `/conversations/${start()}`;
    const read = async (version: string) =>
      (await call('GET', path, undefined, { 'intercom-version': version })).json;
    const [old, pinned, middle, newest] = await Promise.all(
      ['2.11', '2.14', '2.15', '2.16'].map(read),
    );
    expect(old).toMatchObject({ admin_assignee_id: null, priority: 'not_priority' });
    expect(old).not.toHaveProperty('custom_attributes');
    expect(pinned).toMatchObject({ team_assignee_id: null, custom_attributes: {} });
    expect(pinned).not.toHaveProperty('company');
    expect(middle).toMatchObject({ company: null, admin_assignee_id: null });
    expect(newest).toMatchObject({
      admin_assignee_id: 0,
      team_assignee_id: 0,
      priority: 'none',
      channel: { initial: 'messenger' },
    });
    const unknown = await call('GET', path, undefined, { 'intercom-version': '9.9' });
    expect(unknown).toMatchObject({ status: 400 });
  });

  test('only the 500 newest parts are shown', async () => {
    const { call, start, simulator, appId } = await startShop();
    const conversationId = start();
    for (let n = 1; n <= 503; n += 1) {
      simulator.customerReplies({ appId, conversationId, body: `message ${n}` });
    }
    const { json } = await call('GET', `/conversations/${conversationId}`);
    const parts = json.conversation_parts.conversation_parts;
    expect(parts).toHaveLength(500);
    expect(parts[0].body).toBe('<p>message 4</p>');
    expect(parts.at(-1).body).toBe('<p>message 503</p>');
    expect(json.conversation_parts.total_count).toBe(503);
  });

  test('plain text keeps a link as label and address', async () => {
    const { call, start } = await startShop();
    const body = '<p>See <a href="https://x.example/a">this</a> &amp; more</p><p>Bye</p>';
    const path = `/conversations/${start({ body })}`;
    expect((await call('GET', path)).json.source.body).toBe(body);
    expect((await call('GET', `${path}?display_as=plaintext`)).json.source.body).toBe(
      'See this (https://x.example/a) & more\nBye',
    );
  });

  test('a mail has its headers and its quoted history apart from the body', async () => {
    const { call, start } = await startShop();
    const conversationId = start({
      sourceType: 'email',
      subject: 'Invoice',
      emailHistory: '<blockquote>older</blockquote>',
      writtenTo: 'help@shop.example',
    });
    const { source } = (await call('GET', `/conversations/${conversationId}`)).json;
    expect(source).toMatchObject({ type: 'email', url: null, subject: '<p>Invoice</p>' });
    expect(source.email_message_metadata).toMatchObject({
      subject: 'Invoice',
      history: '<blockquote>older</blockquote>',
      email_address_headers: [
        { type: 'from', email_address: 'dana@customer.example' },
        { type: 'to', email_address: 'help@shop.example' },
      ],
    });
  });
});

describe('who speaks', () => {
  test('Fin and a workflow bot differ, and neither counts as an admin reply', async () => {
    const { call, start, simulator, appId } = await startShop();
    const conversationId = start();
    simulator.botReplies({ appId, conversationId, body: 'Hello from the bot', fin: false });
    simulator.botReplies({ appId, conversationId, body: 'An article may help', fin: true });
    const { json } = await call('GET', `/conversations/${conversationId}`);
    const [bot, fin] = json.conversation_parts.conversation_parts;
    expect(bot.author).toMatchObject({ type: 'bot', from_ai_agent: false, is_ai_answer: false });
    expect(fin.author).toMatchObject({ type: 'bot', from_ai_agent: true, is_ai_answer: true });
    expect(json.ai_agent_participated).toBe(true);
    expect(json.ai_agent).not.toBeNull();
    expect(json.waiting_since).not.toBeNull();
  });

  test.each(['app', 'workflow', 'fin'] as const)(
    'an automation in a teammate’s name (%s) shows as admin, with a hint',
    async (asAutomation) => {
      const { call, start, simulator, appId, teammateId } = await startShop();
      const conversationId = start();
      simulator.teammateReplies({
        appId,
        conversationId,
        teammateId,
        body: 'We got it',
        asAutomation,
      });
      const { json } = await call('GET', `/conversations/${conversationId}`);
      const parts = json.conversation_parts.conversation_parts;
      const said = parts.at(-1);
      expect(said.author).toMatchObject({ type: 'admin', id: teammateId });
      expect(json.waiting_since).toBeNull();
      const hint = {
        app: said.app_package_code === 'auto-replies',
        workflow:
          parts[0].part_type === 'operator_workflow_event' && parts[0].author.type === 'bot',
        fin: said.author.from_ai_agent === true,
      };
      expect(hint[asAutomation]).toBe(true);
    },
  );

  test('reply and assign is one assignment part with a body', async () => {
    const { call, start, simulator, appId, teammateId, teamId } = await startShop();
    const conversationId = start();
    simulator.teammateReplies({
      appId,
      conversationId,
      teammateId,
      body: 'On it',
      assign: { team: teamId },
    });
    const { json } = await call('GET', `/conversations/${conversationId}`);
    expect(json.team_assignee_id).toBe(Number(teamId));
    expect(json.conversation_parts.conversation_parts[0]).toMatchObject({
      part_type: 'assignment',
      body: '<p>On it</p>',
      assigned_to: { type: 'team', id: teamId },
    });
  });

  test('a customer who writes into a closed conversation opens it', async () => {
    const { call, start, simulator, appId } = await startShop();
    const conversationId = start();
    simulator.close({ appId, conversationId });
    simulator.customerReplies({ appId, conversationId, body: 'One more thing' });
    const { json } = await call('GET', `/conversations/${conversationId}`);
    expect(json).toMatchObject({ state: 'open', open: true });
    expect(json.conversation_parts.conversation_parts.at(-1)).toMatchObject({
      part_type: 'open',
      body: '<p>One more thing</p>',
      author: { type: 'user' },
    });
  });

  test('redaction leaves the part, without its text', async () => {
    const { call, start, simulator, appId } = await startShop();
    const conversationId = start();
    const partId = simulator.customerReplies({ appId, conversationId, body: 'my card 4111' });
    simulator.redactPart({ appId, conversationId, partId });
    simulator.redactSource({ appId, conversationId });
    const { json, text } = await call('GET', `/conversations/${conversationId}`);
    expect(json.source.redacted).toBe(true);
    expect(json.conversation_parts.conversation_parts[0]).toMatchObject({
      id: partId,
      redacted: true,
    });
    expect(text).not.toContain('4111');
  });
});

describe('writing', () => {
  test('a note comes back as a part of the whole conversation', async () => {
    const { start, note, simulator, appId } = await startShop();
    const conversationId = start();
    const { status, json } = await note(conversationId, '<p>draft</p><!-- hidden -->');
    expect(status).toBe(200);
    expect(json).toMatchObject({ type: 'conversation', id: conversationId });
    expect(json.conversation_parts.conversation_parts).toMatchObject([
      {
        part_type: 'note',
        body: '<p>draft</p>',
        author: { type: 'admin', id: shop.adminId },
        app_package_code: null,
      },
    ]);
    expect(json.waiting_since).not.toBeNull();
    expect(simulator.notes(appId, conversationId)).toHaveLength(1);
    expect(simulator.writes()).toHaveLength(1);
    expect(simulator.customerVisible()).toEqual([]);
  });

  test('a note wakes a snoozed conversation and leaves a closed one closed', async () => {
    const { call, start, note, simulator, appId } = await startShop();
    const snoozed = start();
    const closed = start();
    simulator.snooze({ appId, conversationId: snoozed });
    simulator.close({ appId, conversationId: closed });
    expect((await call('GET', `/conversations/${snoozed}`)).json).toMatchObject({
      state: 'snoozed',
      open: true,
    });
    expect((await note(snoozed)).json).toMatchObject({ state: 'open', snoozed_until: null });
    expect((await note(closed)).json).toMatchObject({ state: 'closed' });
  });

  test('a snooze runs out by itself', async () => {
    const { call, start, simulator, appId, clock } = await startShop();
    const conversationId = start();
    simulator.snooze({ appId, conversationId, untilMs: clock.now() + 60_000 });
    const query = { field: 'state', operator: '=', value: 'snoozed' };
    const found = async () =>
      (await call('POST', '/conversations/search', { query })).json.total_count;
    expect(await found()).toBe(1);
    clock.pass(60_000);
    expect(await found()).toBe(0);
    expect((await call('GET', `/conversations/${conversationId}`)).json.state).toBe('open');
  });

  test('a comment reaches the customer and is remembered as a violation', async () => {
    const { call, start, simulator, appId } = await startShop();
    const conversationId = start();
    const { json } = await call('POST', `/conversations/${conversationId}/reply`, {
      message_type: 'comment',
      type: 'admin',
      admin_id: shop.adminId,
      body: 'Hello',
    });
    expect(json.conversation_parts.conversation_parts[0].part_type).toBe('comment');
    expect(simulator.customerVisible()).toMatchObject([
      { method: 'POST', conversationId, status: 200 },
    ]);
    expect(simulator.notes(appId, conversationId)).toEqual([]);
  });

  test('closing is not offered, and the attempt is remembered', async () => {
    const { call, start, simulator } = await startShop();
    const answer = await call('POST', `/conversations/${start()}/parts`, { message_type: 'close' });
    expect(answer.status).toBe(404);
    expect(simulator.customerVisible()).toHaveLength(1);
  });

  test.each([
    [{ type: 'admin', admin_id: '900', body: 'x' }, 400],
    [{ message_type: 'note', type: 'admin', body: 'x' }, 400],
    [{ message_type: 'note', type: 'admin', admin_id: '900', body: '' }, 400],
    [{ message_type: 'note', type: 'admin', admin_id: '1', body: 'x' }, 404],
    [{ message_type: 'note', type: 'admin', admin_id: 900, body: 'x' }, 200],
  ])('a reply %j is answered %i', async (body, status) => {
    const { call, start } = await startShop();
    expect((await call('POST', `/conversations/${start()}/reply`, body)).status).toBe(status);
  });

  test('tags: made once whatever the case, put on with id and admin, taken off again', async () => {
    const { call, start, simulator, appId } = await startShop();
    const conversationId = start();
    const path = `/conversations/${conversationId}/tags`;
    const tag = (await call('POST', '/tags', { name: 'opencx_ai_assisted' })).json;
    expect((await call('POST', '/tags', { name: 'OpenCX_AI_Assisted' })).json.id).toBe(tag.id);
    expect((await call('GET', '/tags')).json.data).toEqual([tag]);
    expect((await call('POST', path, { id: tag.id })).status).toBe(400);
    expect((await call('POST', path, { id: '9', admin_id: '900' })).status).toBe(404);
    for (let twice = 0; twice < 2; twice += 1) {
      const applied = await call('POST', path, { id: tag.id, admin_id: '900' });
      expect(applied.json).toMatchObject({ type: 'tag', id: tag.id, applied_by: { id: '900' } });
    }
    expect(simulator.tags(appId, conversationId)).toHaveLength(1);
    expect((await call('DELETE', `${path}/${tag.id}`)).status).toBe(400);
    expect((await call('DELETE', `${path}/${tag.id}`, { admin_id: '900' })).status).toBe(200);
    expect(simulator.tags(appId, conversationId)).toEqual([]);
  });
});

describe('several workspaces', () => {
  test('one token sees one workspace; ids repeat across them', async () => {
    const { call, start, simulator } = await startShop();
    simulator.createWorkspace({
      appId: 'other',
      token: 'token-other',
      clientSecret: 's',
      adminId: '900',
      region: 'eu',
    });
    const contactId = simulator.addContact({ appId: 'other', role: 'lead' });
    const first = start();
    const second = simulator.startConversation({
      appId: 'other',
      contactId,
      body: 'Hallo',
    }).conversationId;
    expect(second).toBe(first);
    const other = await call('GET', `/conversations/${second}`, undefined, {
      authorization: 'Bearer token-other',
    });
    expect(other.json.source.body).toBe('<p>Hallo</p>');
    const me = await call('GET', '/me', undefined, { authorization: 'Bearer token-other' });
    expect(me.json.app).toMatchObject({ id_code: 'other', region: 'EU' });
  });
});
