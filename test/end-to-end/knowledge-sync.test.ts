import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { readingOf } from '../../app/knowledge-sync/reading-of.ts';
import type { KnowledgeSource } from '../../domain/knowledge-source.ts';
import { reasonOf } from '../../domain/outcome.ts';
import { lastDecision } from '../../domain/session.ts';
import { type ProductSandbox, startProductSandbox } from '../support/product-sandbox.ts';
import { type WebSite, page, startWebSite } from '../support/web-site.ts';
import { ended, eventually, open, scenarioSettings } from '../support/scenarios.ts';

/** Real seconds; a minute of it is what an edit may take to be used. */
const everySeconds = 3;

let stack: ProductSandbox;
let site: WebSite;
const pages = new Map<string, string>();
beforeAll(async () => {
  site = await startWebSite((path) => pages.get(path));
  stack = await startProductSandbox({
    temporalAddress: inject('temporalAddress'),
    mongodbUri: inject('mongodbUri'),
    settings: { ...scenarioSettings, waits: { firstWebMs: 0 } },
    knowledge: { everySeconds, siteSeconds: everySeconds },
  });
});
afterAll(async () => {
  await stack.stop();
  await site.close();
});

/** As if it had been imported long ago. */
const follow = (source: Pick<KnowledgeSource, 'name' | 'kind' | 'address'>): Promise<void> =>
  stack.stores.sources.imported(
    { ...source, appId: stack.appId, allowPrivate: true, pages: null, followed: true },
    readingOf({ sources: [], skipped: [] }, 0),
  );
const ids = async (source = 'intercom') => [
  ...(await stack.stores.articles.ids(stack.appId, source)),
];
const stored = async (id: string) =>
  (await stack.stores.articles.all(stack.appId)).find((article) => article.id === id);
const revision = () => stack.stores.articles.revision(stack.appId);
const source = (name = 'intercom') => stack.stores.sources.find(stack.appId, name);
/** Waits until the source has been read twice more: the second reading began after this call. */
async function readTwice(name = 'intercom'): Promise<void> {
  for (let times = 0; times < 2; times += 1) {
    const before = (await source(name))?.reading.triedAtMs ?? 0;
    await eventually(
      'a reading',
      async () => ((await source(name))?.reading.triedAtMs ?? 0) > before,
    );
  }
}

/** What the running worker makes of a customer's question. */
async function asked(body: string): Promise<string> {
  const { message } = open(stack, { body });
  const outcome = lastDecision(await ended(stack, message))?.outcome;
  return outcome ? (reasonOf(outcome) ?? 'suggested') : 'none';
}
const question = 'How do I descale the espresso boiler?';
const article = {
  title: 'Descale the espresso boiler',
  body: '<p>To descale the espresso boiler, fill in citric acid and press Descale for ten seconds.</p>',
};

/** While it is paused, nothing but webhooks tells of changes. */
const schedule = () => stack.product.client.schedule.getHandle(`knowledge-due:${stack.appId}`);

describe('knowledge that stays up to date by itself', { timeout: 60_000 }, () => {
  it('reads nothing of a help center that nobody asked for, whatever webhooks say', async () => {
    const { appId, simulator } = stack;
    await schedule().pause();
    const articleId = simulator.addArticle({ appId, ...article });
    await simulator.settled();
    await stack.product.client.workflow.getHandle(`sync-knowledge:${appId}`).result();
    expect(await ids()).toEqual([]);
    expect(await asked(question)).toBe('no_relevant_knowledge');
    simulator.deleteArticle({ appId, articleId });
  });

  it('finds a new article within a minute, and one that is deleted no more', async () => {
    const { appId, simulator } = stack;
    await follow({ name: 'intercom', kind: 'intercom', address: null });
    const beganMs = performance.now();
    const articleId = simulator.addArticle({ appId, ...article });
    await eventually('the new article', async () => (await ids()).includes(articleId));
    expect(await asked(question)).toBe('suggested');
    expect(performance.now() - beganMs).toBeLessThan(60_000);

    simulator.deleteArticle({ appId, articleId });
    await eventually('its end', async () => !(await ids()).includes(articleId));
    expect(await asked(question)).toBe('no_relevant_knowledge');
  });

  it('makes an article internal that is unpublished, in all its languages', async () => {
    const { appId, simulator } = stack;
    const translations = [
      {
        locale: 'de',
        title: 'Kessel entkalken',
        body: '<p>Mit Säure.</p>',
        state: 'draft' as const,
      },
    ];
    const articleId = simulator.addArticle({ appId, ...article, translations });
    await eventually('the article', async () => (await stored(articleId))?.audience === 'public');
    expect(await ids()).toContain(`${articleId}-de`);
    simulator.unpublishArticle({ appId, articleId });
    await eventually('the draft', async () => (await stored(articleId))?.audience === 'internal');
    expect(await asked(question)).not.toBe('suggested');
    simulator.deleteArticle({ appId, articleId });
    await eventually('the end of both', async () => (await ids()).length === 0);
  });

  it('catches up by the schedule with what no webhook told of, internal articles too', async () => {
    const { appId, simulator } = stack;
    await schedule().unpause();
    simulator.setFaults({ deliveries: [{ kind: 'drop', topic: 'article.*' }] });
    const articleId = simulator.addArticle({ appId, ...article });
    const internalId = simulator.addInternalArticle({
      appId,
      title: 'Rules',
      body: '<p>Never.</p>',
    });
    await eventually('the article', async () => (await ids()).includes(articleId));
    const internal = () => ids('intercom-internal');
    await eventually('the internal one', async () =>
      (await internal()).includes(`internal-${internalId}`),
    );
    simulator.deleteArticle({ appId, articleId });
    simulator.deleteInternalArticle({ appId, articleId: internalId });
    await eventually('the end', async () => (await ids()).length === 0);
    await eventually('the end of that', async () => (await internal()).length === 0);
    simulator.setFaults({});
  });

  it('writes nothing where nothing has changed', async () => {
    const { appId, simulator } = stack;
    simulator.addArticle({ appId, ...article });
    await eventually('the article', async () => (await ids()).length === 1);
    await readTwice();
    const before = await revision();
    await readTwice();
    expect(await revision()).toBe(before);
    expect((await source())?.reading).toMatchObject({ trouble: null, added: 0, changed: 0 });
  });

  it('says why a help center cannot be read, keeps it, and tries again', async () => {
    const { simulator } = stack;
    const before = await ids();
    simulator.setFaults({ calls: [{ kind: 'before', path: '/articles', status: 403 }] });
    await eventually('the failure', async () => ((await source())?.failedReadings ?? 0) > 1);
    expect((await source())?.reading.trouble).toContain('Intercom answered 403');
    expect(await ids()).toEqual(before);
    simulator.setFaults({});
    await eventually('the recovery', async () => (await source())?.failedReadings === 0);
  });

  it('keeps a web site up to date, and its pages that fail for now', async () => {
    const home = '<a href="/a">A</a><a href="/b">B</a>';
    pages.set('/', page('Start', home));
    pages.set('/a', page('Alpha'));
    pages.set('/b', page('Beta'));
    await follow({ name: 'site', kind: 'site', address: `http://127.0.0.1:${site.port}/` });
    await eventually('the site', async () => (await ids('site')).length === 3);
    pages.set('/a', page('Alpha that changed'));
    pages.delete('/b');
    await eventually('the edit', async () => (await ids('site')).length === 2);
    expect(await stored('/a')).toMatchObject({ title: 'Alpha that changed' });
    await stack.stores.sources.forget(stack.appId, 'site');
  });
});
