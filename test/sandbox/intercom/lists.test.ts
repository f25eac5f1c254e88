import { describe, expect, test } from 'vitest';
import { startShop } from './support.ts';

const filter = (field: string, operator: string, value: unknown) => ({ field, operator, value });

describe('search', () => {
  test('> and < include the value, groups nest, pages follow a cursor, parts are left out', async () => {
    const { call, start, clock } = await startShop();
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1) {
      ids.push(start());
      clock.pass(1000);
    }
    const created = Math.floor(clock.now() / 1000) - 3;
    const query = {
      operator: 'AND',
      value: [
        filter('created_at', '>', created),
        {
          operator: 'OR',
          value: [filter('state', '=', 'open'), filter('admin_assignee_id', '=', '900')],
        },
      ],
    };
    const first = await call('POST', '/conversations/search', {
      query,
      pagination: { per_page: 2 },
    });
    expect(first.json).toMatchObject({ type: 'conversation.list', total_count: 3 });
    expect(first.json.conversations.map((one: { id: string }) => one.id)).toEqual([ids[4], ids[3]]);
    expect(first.json.conversations[0]).not.toHaveProperty('conversation_parts');
    const { next } = first.json.pages;
    const second = await call('POST', '/conversations/search', { query, pagination: next });
    expect(second.json.conversations.map((one: { id: string }) => one.id)).toEqual([ids[2]]);
    expect(second.json.pages).not.toHaveProperty('next');
  });

  test.each([
    ['tag_ids', '=', '101', 1],
    ['tag_ids', '!=', '101', 1],
    ['source.delivered_as', 'IN', ['automated', 'customer_initiated'], 2],
    ['source.body', '~', 'REFUND', 1],
    ['waiting_since', '!=', null, 2],
    ['custom_attribute.plan', '=', 'pro', 1],
    ['admin_assignee_id', '=', null, 2],
  ])('%s %s %j finds %i', async (field, operator, value, count) => {
    const { call, start } = await startShop();
    start({ body: 'A refund please', tags: ['vip'] });
    start({ body: 'Hello', customAttributes: { plan: 'pro' } });
    const { json } = await call('POST', '/conversations/search', {
      query: filter(field, operator, value),
    });
    expect(json.total_count).toBe(count);
  });

  test('an unknown field, 16 filters and a third level are refused', async () => {
    const { call } = await startShop();
    const open = filter('open', '=', true);
    const group = (value: unknown[]) => ({ operator: 'AND', value });
    for (const query of [
      filter('colour', '=', 'red'),
      group(Array.from({ length: 16 }, () => open)),
      group([group([group([open])])]),
      undefined,
    ]) {
      expect((await call('POST', '/conversations/search', { query })).status).toBe(400);
    }
  });

  test('a workspace may compare dates by whole days', async () => {
    const { call, start, clock } = await startShop({ searchByWholeDays: true });
    start();
    clock.pass(3_600_000);
    const query = filter('updated_at', '>', Math.floor(clock.now() / 1000));
    expect((await call('POST', '/conversations/search', { query })).json.total_count).toBe(1);
  });
});

describe('articles', () => {
  test('come newest first, a page at a time; search looks for words and state', async () => {
    const { call, simulator, appId, clock } = await startShop();
    for (const title of ['Refunds', 'Invoices', 'Cards']) {
      simulator.addArticle({ appId, title, body: `<p>All about ${title}</p>` });
      clock.pass(1000);
    }
    const { json } = await call('GET', '/articles?per_page=2');
    expect(json.data.map((one: { title: string }) => one.title)).toEqual(['Cards', 'Invoices']);
    expect(json.pages).toMatchObject({ total_pages: 2, page: 1 });
    expect((await call('GET', '/articles?per_page=2&page=2')).json.data[0].title).toBe('Refunds');
    const found = (await call('GET', '/articles/search?phrase=invoices&state=published')).json;
    expect(found.data.articles).toHaveLength(1);
  });

  test('markdown, audience and the AI flags come with 2.16', async () => {
    const { call, simulator, appId } = await startShop();
    const id = simulator.addArticle({
      appId,
      title: 'A',
      body: '<h2>B</h2>',
      usedByFin: false,
      audience: 'restricted',
    });
    const read = (version: string) =>
      call('GET', `/articles/${id}`, undefined, { 'intercom-version': version });
    expect((await read('2.14')).json).not.toHaveProperty('body_markdown');
    expect((await read('2.16')).json).toMatchObject({
      body_markdown: '## B',
      ai_chatbot_availability: false,
      help_center_audience: 'restricted',
    });
  });
});
