import { afterAll, beforeAll, expect, it } from 'vitest';
import { forgetSource } from '../../app/knowledge-sync/forget-source.ts';
import { importSource } from '../../app/knowledge-sync/import-source.ts';
import { createKnowledgeSync } from '../../app/knowledge-sync/sync.ts';
import { readPastConversations } from '../../app/knowledge/past-conversations.ts';
import type { KnowledgeSource } from '../../domain/knowledge-source.ts';
import { createReadingClient } from '../../intercom/reading.ts';
import { startIntercomSimulator } from '../../sandbox/intercom/simulator.ts';
import type { IntercomSimulator } from '../../sandbox/intercom/simulator-types.ts';
import { createArticles } from '../../storage/articles.ts';
import { createSources } from '../../storage/sources.ts';
import { ownDatabase } from '../support/database.ts';
import { createManualClock } from '../support/manual-clock.ts';

const appId = 'past';
const adminId = '9';
const dayMs = 86_400_000;
const database = ownDatabase('past');
const clock = createManualClock(Date.UTC(2026, 2, 10, 12));
const signal = new AbortController().signal;
const conversations = { days: 90, most: 2_000 };
const region = 'eu';

let simulator: IntercomSimulator;
let contactId: string;
let teammateId: string;
beforeAll(async () => {
  simulator = await startIntercomSimulator({ clock });
  simulator.createWorkspace({ appId, token: 'token', clientSecret: 'secret', adminId });
  const email = 'quillana@vexoria.example';
  contactId = simulator.addContact({ appId, name: 'Zorbelina Quillana', email });
  teammateId = simulator.addTeammate({ appId, name: 'Tamsin Fernleaf' });
});
afterAll(() => simulator.stop());

const stores = () => {
  const { db } = database();
  return { articles: createArticles(db), sources: createSources(db) };
};
const client = () =>
  createReadingClient({
    ...{ accessToken: 'token', baseUrl: simulator.url, version: '2.14', timeoutMs: 5_000 },
    now: () => clock.now(),
  });

async function importThem(wanted = conversations) {
  const { articles, sources } = stores();
  const source: Omit<KnowledgeSource, 'name'> = {
    ...{ appId, kind: 'conversations', address: null, allowPrivate: false, pages: null },
    ...{ followed: true, conversations: wanted },
  };
  const read = async () =>
    readPastConversations(client(), {
      ...wanted,
      ...{ workspace: { appId, adminId, region }, nowMs: clock.now(), atOnce: 4, signal },
      stored: await articles.ids(appId, 'conversations'),
    });
  const nowMs = clock.now();
  return importSource({ articles, sources }, source, {
    read,
    nowMs,
    signal,
    report: () => undefined,
  });
}
const stored = () => stores().articles.all(appId);
const reasons = ({ skipped }: Awaited<ReturnType<typeof importThem>>) =>
  skipped.map(({ where, why }) => `${where}: ${why}`);

type Told = { question: string; answer?: string; closed?: boolean };
function conversation({ question, answer, closed = true }: Told): string {
  const { conversationId } = simulator.startConversation({ appId, contactId, body: question });
  const place = { appId, conversationId };
  if (answer !== undefined) simulator.teammateReplies({ ...place, teammateId, body: answer });
  if (closed) simulator.close(place);
  return conversationId;
}
const question = 'How do I descale the espresso boiler of the big machine?';
const answer =
  'Fill the tank with citric acid, press Descale for ten seconds, and rinse the boiler twice with fresh water.';

let told: string;

it("keeps a teammate's public answer with its question, for the rep only", async () => {
  told = conversation({ question, answer });
  const { sources } = await importThem();
  expect(sources).toMatchObject([{ source: 'conversations', articles: 1, added: 1 }]);
  expect(await stored()).toMatchObject([
    {
      ...{ source: 'conversations', audience: 'internal', language: 'en', title: question },
      markdown: `Question: ${question}\n\nAnswer: ${answer}`,
      url: `https://app.eu.intercom.com/a/inbox/${appId}/inbox/conversation/${told}`,
      pastConversation: '2026-03-10',
    },
  ]);
});

it('writes nothing when nothing is new', async () => {
  const before = await stores().articles.revision(appId);
  expect((await importThem()).sources).toMatchObject([{ added: 0, changed: 0, removed: 0 }]);
  expect(await stores().articles.revision(appId)).toBe(before);
});

it('takes nothing of bots, automations, notes, the AI admin, and of what is open', async () => {
  const long = (who: string) => `${who} says: ${answer}`;
  const ask = (): string => conversation({ question: `${question} Really?`, closed: false });
  const ends = (conversationId: string): void => {
    simulator.close({ appId, conversationId });
  };
  const byBot = ask();
  simulator.botReplies({ appId, conversationId: byBot, body: long('Fin'), fin: true });
  const byWorkflow = ask();
  const inName = { appId, conversationId: byWorkflow, teammateId, body: long('Workflow') };
  simulator.teammateReplies({ ...inName, asAutomation: 'workflow' });
  const byApp = ask();
  simulator.teammateReplies({ ...inName, conversationId: byApp, asAutomation: 'app' });
  const byAdmin = ask();
  const ours = { appId, conversationId: byAdmin, teammateId: adminId };
  simulator.teammateReplies({ ...ours, body: long('Assistant') });
  const noted = ask();
  simulator.teammateNotes({ appId, conversationId: noted, teammateId, body: long('Note') });
  simulator.teammateNotes({ ...ours, conversationId: noted, body: long('Our note') });
  const none = [byBot, byWorkflow, byApp, byAdmin, noted];
  none.forEach(ends);
  conversation({ question: `${question} Open?`, answer: long('Open'), closed: false });
  const said = reasons(await importThem());
  expect(said.sort()).toEqual(
    none.map((id) => `conversation ${id}: no person of the team answered a question in it`).sort(),
  );
  expect(await stored()).toHaveLength(1);
});

it('leaves out what says too little, and what is about one person', async () => {
  const short = conversation({
    question,
    answer: 'Thanks, we will look into it and get back to you as soon as we can, promised!',
  });
  const personal = conversation({
    question:
      'Where is my order 4821345 to 12 Baker Street, ordered on 03.04.2025 as customer AB-99812?',
    answer: `It was sent on 05.04.2025 with the number 1Z999812 and comes soon. ${answer}`,
  });
  const said = reasons(await importThem());
  expect(said).toContain(
    `conversation ${short}: question or answer says too little to be of use to others`,
  );
  expect(said).toContain(
    `conversation ${personal}: it is about one person: too much of it had to be masked`,
  );
  expect(await stored()).toHaveLength(1);
});

it('keeps one of equal questions with equal answers, the newest', async () => {
  clock.set(clock.now() + 60_000);
  const other = conversation({
    question: `Hello,\n${question.toUpperCase()}`,
    answer: `Hi Zorbelina,\n${answer}\nBest regards,\nTamsin`,
  });
  const said = reasons(await importThem());
  expect(said).toContain(
    `conversation ${told}: another conversation has the same question and answer`,
  );
  expect((await stored()).map(({ id }) => id.split(':')[0])).toEqual([other]);
  simulator.deleteConversation({ appId, conversationId: other });
  expect((await importThem()).sources).toMatchObject([{ added: 1, removed: 1 }]);
  expect((await stored()).map(({ id }) => id.split(':')[0])).toEqual([told]);
});

it('masks before it stores: nothing that tells who asked ever is in the database', async () => {
  conversation({
    question:
      'Hi Tamsin, my name is Zorbelina Quillana of Vexoria. How can I change the account that invoices are paid from? Mine is DE89 3704 0044 0532 0130 00.',
    answer:
      'Hi Zorbelina,\nopen Settings, choose Billing and enter the new account there; it is used from the next invoice on.\nBest regards,\nTamsin Fernleaf',
  });
  conversation({
    question:
      'How do I hear of failed backups? I am at quillana@vexoria.example or +43 660 1234567.',
    answer:
      'Under Settings, choose Alerts and switch on mails about backups. quillana, that works for everyone with the role Admin.',
  });
  await importThem();
  expect(await stored()).toHaveLength(3);
  const everything: unknown[] = [];
  for (const { name } of await database().db.listCollections().toArray())
    everything.push(...(await database().db.collection(name).find().toArray()));
  const text = JSON.stringify(everything);
  expect(text).toContain('choose Billing');
  expect(text).toContain('[account number]');
  expect(text).not.toMatch(/zorbelina|quillana|vexoria|tamsin|fernleaf|DE89|0532|660|1234567|@/i);
});

it('lets go of what was opened again or is gone, and keeps what could not be read', async () => {
  const sync = createKnowledgeSync({
    ...{ stores: stores(), clock, pace: { everyMs: 1_000, siteEveryMs: 1_000 } },
    ...{ clientOf: () => client(), workspaceOf: () => ({ adminId, region }) },
  });
  simulator.setFaults({
    calls: [{ kind: 'before', path: `/conversations/${told}`, status: 500 }],
  });
  expect(await sync.readSource(appId, 'conversations', signal)).toMatchObject({
    ...{ removed: 0, kept: 1, failed: 1, unread: false },
  });
  simulator.setFaults({});
  simulator.reopen({ appId, conversationId: told });
  expect(await sync.readSource(appId, 'conversations', signal)).toMatchObject({ removed: 1 });
  expect(await stored()).toHaveLength(2);

  clock.set(clock.now() + 91 * dayMs);
  expect(await sync.readSource(appId, 'conversations', signal)).toMatchObject({ removed: 2 });
  expect(await stored()).toEqual([]);
}, 30_000);

it('reads at most so many, the newest, and is forgotten with all of it', async () => {
  for (const thing of ['grinder', 'milk frother', 'drip tray', 'water filter'])
    conversation({
      question: `How do I clean the ${thing}?`,
      answer: `Take the ${thing} out, put it in warm water with soap for an hour, and let it dry.`,
    });
  expect((await importThem({ days: 1, most: 3 })).sources).toMatchObject([{ articles: 3 }]);
  expect(await forgetSource(stores(), appId, 'conversations')).toBe(3);
  expect(await stored()).toEqual([]);
  expect(await stores().sources.list(appId)).toEqual([]);
});

it('only ever reads', () => {
  const writes = simulator
    .calls()
    .filter(({ method, path }) => method !== 'GET' && !path.startsWith('/conversations/search'));
  expect(writes).toEqual([]);
});
