import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConversationFinder, UpdatedConversation } from '../../domain/ports.ts';
import { createIntercomClient } from '../../intercom/client.ts';
import { createConversationFinder, searchPrecision } from '../../intercom/updated-conversations.ts';
import { startIntercomSimulator } from '../../sandbox/intercom/simulator.ts';
import type { IntercomSimulator } from '../../sandbox/intercom/simulator-types.ts';
import { createManualClock } from '../support/manual-clock.ts';

const appId = 'shop';
const minute = 60_000;
const signal = new AbortController().signal;
let simulator: IntercomSimulator;
const clock = createManualClock(Date.UTC(2025, 5, 1, 12));
beforeEach(async () => {
  clock.set(Date.UTC(2025, 5, 1, 12));
  simulator = await startIntercomSimulator({ clock });
  simulator.createWorkspace({ appId, token: 'token', clientSecret: 'secret', adminId: '1' });
});
afterEach(() => simulator.stop());

const client = () =>
  createIntercomClient({
    ...{ accessToken: 'token', baseUrl: simulator.url, version: '2.14', adminId: '1' },
    now: () => clock.now(),
  });
const open = (count: number): string[] => {
  const contactId = simulator.addContact({ appId, name: 'Dana' });
  return Array.from(
    { length: count },
    () => simulator.startConversation({ appId, contactId, body: 'Hi' }).conversationId,
  );
};
const byDays = (): void => {
  simulator.updateWorkspace({ appId, searchByWholeDays: true });
};
const paths = () =>
  simulator.calls().map(({ method, path }) => `${method} ${path.replace(/\?.*/, '')}`);

async function findAll(sinceMs: number, between: () => void = () => undefined) {
  const finder = createConversationFinder(client());
  const hits: UpdatedConversation[] = [];
  let next: string | null = null;
  do {
    const page: Awaited<ReturnType<ConversationFinder['updatedSince']>> = await finder.updatedSince(
      { sinceMs, next },
      signal,
    );
    hits.push(...page.hits);
    next = page.next;
    if (page.next !== null) between();
  } while (next !== null);
  return hits;
}
const idsOf = (hits: readonly UpdatedConversation[]) =>
  [...new Set(hits.map(({ conversationId }) => conversationId))].sort();

const ways: readonly (readonly [string, () => void])[] = [
  ['to the second', () => undefined],
  ['to whole days', byDays],
];
describe.each(ways)('a search that is good %s', (_how, prepare) => {
  it('finds what changed since, page after page, and nothing older', async () => {
    open(20);
    clock.set(clock.now() + 30 * minute);
    const sinceMs = clock.now();
    const wanted = open(320);
    prepare();
    const hits = await findAll(sinceMs);
    expect(idsOf(hits)).toEqual([...wanted].sort());
    expect(hits.every(({ updatedAtMs }) => updatedAtMs === sinceMs)).toBe(true);
  });

  it('misses nothing when conversations change between two pages', async () => {
    const sinceMs = clock.now();
    const wanted = open(200);
    prepare();
    const changed = [...wanted.slice(0, 30), ...wanted.slice(-30)];
    const hits = await findAll(sinceMs, () => {
      clock.set(clock.now() + minute);
      for (const conversationId of changed) {
        simulator.customerReplies({ appId, conversationId, body: 'One more thing' });
      }
    });
    // What moved to a page that was read already changed after this sweep began.
    const next = await findAll(sinceMs + minute);
    expect(idsOf(next)).toEqual([...changed].sort());
    expect(idsOf([...hits, ...next])).toEqual([...wanted].sort());
  });

  it('finds nothing in a workspace without conversations', async () => {
    prepare();
    expect(await findAll(0)).toEqual([]);
  });
});

it('says how precise the search is', async () => {
  expect(await searchPrecision(client(), signal)).toBe('unknown');
  open(3);
  expect(await searchPrecision(client(), signal)).toBe('seconds');
  byDays();
  expect(await searchPrecision(client(), signal)).toBe('days');
});

it('reads the list only where the search rounds, and only as far as it has to', async () => {
  open(200);
  clock.set(clock.now() + 60 * minute);
  byDays();
  const sinceMs = clock.now();
  open(1);
  const before = paths().length;
  await findAll(sinceMs);
  expect(paths().slice(before)).toEqual([
    'GET /conversations',
    'POST /conversations/search',
    'GET /conversations',
    'GET /conversations',
  ]);
});
