import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { readingOf } from '../../app/knowledge-sync/reading-of.ts';
import { syncKnowledgeWorkflowId } from '../../domain/identifiers.ts';
import { type ProcessStack, startProcessStack } from '../support/process-stack.ts';
import { eventually } from '../support/scenarios.ts';

let stack: ProcessStack;
beforeAll(async () => {
  const temporalAddress = inject('temporalAddress');
  stack = await startProcessStack({
    ...{ temporalAddress, mongodbUri: inject('mongodbUri'), settings: {} },
  });
});
afterAll(() => stack.stop());

it('a sync goes on whose worker is killed in the middle of it', { timeout: 120_000 }, async () => {
  const { appId, simulator, stores } = stack;
  await stores.sources.imported(
    {
      ...{ appId, name: 'intercom', kind: 'intercom', address: null },
      ...{ allowPrivate: false, pages: null, followed: true },
    },
    readingOf({ sources: [], skipped: [] }, 0),
  );
  const silent = { appId, body: '<p>Text</p>', silent: true };
  // Two pages; what there was before is changed, or gone.
  for (let at = 0; at < 200; at += 1) simulator.addArticle({ ...silent, title: `Article ${at}` });
  const old = { source: 'intercom', title: 'Old', url: null, markdown: 'Old', language: 'en' };
  await stores.articles.replaceSource(appId, 'intercom', [{ ...old, id: '1', audience: 'public' }]);
  // The second page is answered only after the worker has long been dead.
  simulator.setFaults({
    calls: [{ kind: 'delay', path: '/articles', nth: 2, delayMs: 5_000 }],
  });

  const scheduled = { SIDENOTE_KNOWLEDGE_SECONDS: '3600', SIDENOTE_EMBEDDINGS: 'none' };
  const killed = stack.run('worker', scheduled);
  const pages = () => simulator.calls().filter(({ path }) => path === '/articles');
  await eventually('the second page', async () => pages().length === 2);
  killed.signal('SIGKILL');
  await killed.ended;
  expect(await stores.articles.ids(appId, 'intercom')).toEqual(['1']);

  stack.run('worker', scheduled);
  await eventually(
    'the whole reading',
    async () => (await stores.articles.ids(appId, 'intercom')).length === 200,
  );
  await eventually(
    'its end',
    async () => (await stores.sources.find(appId, 'intercom'))?.readAtMs !== null,
  );
  expect((await stores.sources.find(appId, 'intercom'))?.reading).toMatchObject({
    ...{ trouble: null, articles: 200, added: 200, removed: 1, failed: 0 },
  });
  // The run that the first worker began is the one that the second ended.
  expect(await stack.runsOf(syncKnowledgeWorkflowId(appId))).toBe(1);
});
