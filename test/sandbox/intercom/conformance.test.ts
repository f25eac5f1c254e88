import { describe, expect, test } from 'vitest';
import { createOpenApiChecker, type OpenApiChecker } from '../../support/intercom-openapi.ts';
import { shop, startShop } from './support.ts';

describe.each(['2.14', '2.16'] as const)('Intercom’s description of %s', (version) => {
  const checker = createOpenApiChecker(version);

  test.skipIf(!checker)('every call and answer in use fits it', async () => {
    if (!checker) return;
    const world = await startShop({ version });
    const { simulator, appId, teammateId, teamId, contactId, start } = world;
    const lead = simulator.addContact({ appId, role: 'lead' });
    const call = checked(world.call, checker);

    const chat = start({
      customAttributes: { plan: 'pro' },
      tags: ['vip'],
      pageUrl: 'https://shop.example',
    });
    const mail = start({ sourceType: 'email', subject: 'Invoice', emailHistory: '<p>old</p>' });
    const outbound = start({ deliveredAs: 'automated', contactId: lead });
    const attachments = [
      {
        name: 'a.png',
        url: 'https://cdn.example/a.png',
        contentType: 'image/png',
        width: 2,
        height: 2,
      },
    ];
    const anonymous = start({ contactId: lead, customAttributes: { vip: true } });
    simulator.customerReplies({ appId, conversationId: chat, body: null, attachments });
    simulator.botReplies({
      appId,
      conversationId: chat,
      body: 'Hi',
      fin: true,
      resolutionState: null,
    });
    simulator.teammateReplies({
      appId,
      conversationId: chat,
      teammateId,
      body: 'Hi',
      asAutomation: 'workflow',
    });
    simulator.assign({
      appId,
      conversationId: chat,
      to: { team: teamId },
      by: { teammate: teammateId },
    });
    simulator.assign({ appId, conversationId: chat, to: 'nobody' });
    simulator.snooze({ appId, conversationId: mail });
    simulator.customerReplies({ appId, conversationId: mail, body: 'And?' });
    simulator.close({ appId, conversationId: outbound });
    for (let n = 0; n < 30; n += 1) {
      simulator.addArticle({
        appId,
        title: `Article ${n}`,
        body: '<p>Text</p>',
        state: n % 2 ? 'draft' : 'published',
        parentIds: ['7'],
        translations: [{ locale: 'de', title: 'Artikel', body: '<p>Text</p>' }],
      });
    }
    const internal = simulator.addInternalArticle({
      appId,
      title: 'Internal',
      body: '<p>Secret</p>',
    });

    await call('GET', '/me');
    await call('GET', '/admins');
    await call('GET', `/admins/${teammateId}`);
    await call('GET', '/admins/5', undefined, 404);
    await call('GET', '/teams');
    for (const id of [chat, mail, outbound, anonymous]) await call('GET', `/conversations/${id}`);
    await call('GET', `/conversations/${mail}?display_as=plaintext`);
    await call('GET', '/conversations/1', undefined, 404);
    await call('GET', '/conversations?per_page=2');
    await call('POST', '/conversations/search', {
      query: {
        operator: 'AND',
        value: [
          { field: 'updated_at', operator: '>', value: 1 },
          { field: 'source.delivered_as', operator: '=', value: 'customer_initiated' },
        ],
      },
      pagination: { per_page: 1 },
    });
    const reply = {
      message_type: 'note',
      type: 'admin',
      admin_id: shop.adminId,
      body: '<p>draft</p>',
    };
    await call('POST', `/conversations/${chat}/reply`, reply);
    await call('POST', '/conversations/1/reply', reply, 404);
    const tag = await call('POST', '/tags', { name: 'opencx_ai_assisted' });
    await call('GET', '/tags');
    await call('POST', `/conversations/${chat}/tags`, { id: tag.id, admin_id: shop.adminId });
    await call('DELETE', `/conversations/${chat}/tags/${tag.id}`, { admin_id: shop.adminId });
    await call('DELETE', `/conversations/${chat}/tags/1`, { admin_id: shop.adminId }, 404);
    await call('GET', `/contacts/${contactId}`);
    await call('GET', `/contacts/${lead}`);
    const { data } = await call('GET', '/articles?page=2&per_page=20');
    expect(data).toHaveLength(10);
    await call('GET', `/articles/${data[0].id}`);
    await call('GET', '/articles/1', undefined, 404);
    await call('GET', '/articles/search?phrase=article&state=published');
    await call('GET', '/internal_articles');
    await call('GET', `/internal_articles/${internal}`);
    await call('GET', '/help_center/help_centers');
  });

  test.skipIf(!checker)('what is wrong is told', () => {
    const reply = { message_type: 'shout', type: 'admin', admin_id: '1' };
    expect(checker?.checkRequest('POST', '/conversations/1/reply', reply)).not.toEqual([]);
    expect(checker?.checkRequest('GET', '/nothing')).not.toEqual([]);
    expect(checker?.checkRequest('GET', '/tags?colour=red')).not.toEqual([]);
    expect(checker?.checkAnswer('GET', '/tags', 200, { type: 'tag.list' })).not.toEqual([]);
    expect(checker?.checkAnswer('GET', '/tags', 418, {})).not.toEqual([]);
  });
});

function checked(call: Awaited<ReturnType<typeof startShop>>['call'], checker: OpenApiChecker) {
  return async (method: string, path: string, body?: unknown, expected = 200) => {
    expect(checker.checkRequest(method, path, body), `${method} ${path}`).toEqual([]);
    const answer = await call(method, path, body);
    expect(answer.status, `${method} ${path}`).toBe(expected);
    const problems = checker.checkAnswer(method, path, answer.status, answer.json);
    expect(problems, `${method} ${path}`).toEqual([]);
    return answer.json;
  };
}
