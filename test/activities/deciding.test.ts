import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MessageRef } from '../../domain/identifiers.ts';
import { limits } from '../../domain/limits.ts';
import type { RunRef } from '../../domain/session.ts';
import {
  type ActivityBench,
  endWith,
  runOf,
  startActivityBench,
} from '../support/activity-bench.ts';
import { ownThreadOf } from '../support/bench-thread.ts';
import { ownDatabase } from '../support/database.ts';
import { samplePassage } from '../support/sample-session.ts';

const database = ownDatabase('deciding');
let bench: ActivityBench;
beforeEach(async () => {
  bench = await startActivityBench(database());
});
afterEach(() => bench.stop());

const input = (message: MessageRef) =>
  ({ message, run: 1, cause: 'message', dueAtMs: null, preview: null }) as const;
const openSession = (message: MessageRef) => bench.attempt('openSession', input(message));
/** Session and thread, as far as the step before eligibility. */
const read = async (message: MessageRef) => {
  await openSession(message);
  const thread = await bench.attempt('fetchThread', { run: runOf(message), settle: false });
  if (thread.kind !== 'read') throw new Error(JSON.stringify(thread));
  return { run: runOf(message), revision: thread.revision };
};
const classify = async (message: MessageRef) => {
  const { run } = await read(message);
  return bench.attempt('classifyTopic', { run });
};
const noted = async (message: MessageRef) => {
  const posting = await bench.attempt('postNote', await bench.prepare(message));
  expect(posting.kind).toBe('posted');
  await endWith(bench, message, { kind: 'suggested' });
};
const quiet = (reason: string) => ({ outcome: { kind: 'quiet', reason } });

describe('opening the session', () => {
  it('fixes run, deadline and settings', async () => {
    const message = bench.open();
    expect(await openSession(message)).toEqual({
      ...{ kind: 'open', run: runOf(message), deadlineMs: 30 * 60_000 },
      ...{ sessionUrl: null, tagsQuiet: false },
    });
  });

  it('ends a message that has an outcome already, whatever Temporal has forgotten', async () => {
    const message = bench.open();
    await openSession(message);
    await endWith(bench, message, { kind: 'quiet', reason: 'excluded_topic' });
    expect(await openSession(message)).toEqual({
      kind: 'ended',
      outcome: { kind: 'quiet', reason: 'excluded_topic' },
    });
  });

  it('ends a message whose note stands, and records that', async () => {
    const message = bench.open();
    await bench.attempt('postNote', await bench.prepare(message));
    expect(await openSession(message)).toEqual({ kind: 'ended', outcome: { kind: 'suggested' } });
    expect((await bench.ports.sessions.find(message))?.status).toBe('ended');
  });

  it('names a deadline from now on: how old the message is shows when it is read', async () => {
    const message = bench.open();
    await openSession(message);
    bench.pass(3_600_000);
    expect(await openSession(message)).toMatchObject({ kind: 'open', deadlineMs: 30 * 60_000 });
  });

  it('is in shadow mode for a preview, which is apart', async () => {
    const message = bench.open();
    await bench.attempt('openSession', { ...input(message), cause: 'preview', preview: 'look' });
    expect(await bench.ports.sessions.find(message)).toBeNull();
    const session = await bench.ports.sessions.find(message, 'look');
    expect(session?.decisions[0]?.mode).toBe('shadow');
  });
});

describe('eligibility', () => {
  it('ends with the rule that does not hold', async () => {
    const message = bench.open();
    const { run } = await read(message);
    expect(await bench.attempt('checkEligibility', { run })).toEqual({ kind: 'proceed' });
    bench.simulator.close(ownThreadOf(message));
    await read(message);
    expect(await bench.attempt('checkEligibility', { run })).toMatchObject(
      quiet('conversation_closed'),
    );
  });

  it('answers a question that a bare image follows, but revives none by it', async () => {
    const question = bench.open();
    const image = bench.reply(question, '<img src="https://downloads.example/screen.png">');
    const neverTakenUp = await read(image);
    expect(await bench.attempt('checkEligibility', { run: neverTakenUp.run })).toMatchObject(
      quiet('nothing_readable'),
    );
    await openSession(question);
    expect(await bench.attempt('checkEligibility', { run: neverTakenUp.run })).toEqual({
      kind: 'proceed',
    });
  });

  it('leaves room for three notes between two replies of teammates', async () => {
    let message = bench.open();
    for (let note = 1; note <= limits.notesPerTurn; note += 1) {
      await noted(message);
      bench.pass(10_000);
      message = bench.reply(message, `Question ${note}?`);
    }
    const { run } = await read(message);
    expect(await bench.attempt('checkEligibility', { run })).toMatchObject(
      quiet('already_suggested'),
    );
    bench.simulator.teammateReplies({
      ...ownThreadOf(message),
      ...{ teammateId: bench.teammateId, body: 'Here you are.' },
    });
    bench.pass(10_000);
    await noted(bench.reply(message, 'Something else?'));
  });
});

describe('the topic', () => {
  it('is asked about the turn, with what was said before as context', async () => {
    const message = bench.open('How do I export?');
    const body = 'Open Settings.';
    bench.simulator.teammateReplies({
      ...ownThreadOf(message),
      teammateId: bench.teammateId,
      body,
    });
    bench.reply(message, 'It is not there');
    const newest = bench.reply(message, 'hello?');
    expect(await classify(newest)).toEqual({ kind: 'proceed', topic: 'billing' });
    const [request] = bench.model.classified;
    expect(request?.messages.map(({ text }) => text)).toEqual(['It is not there', 'hello?']);
    expect(request?.context.map(({ from, text }) => [from, text])).toEqual([
      ['customer', 'How do I export?'],
      ['teammate', 'Open Settings.'],
    ]);
  });

  it('is asked once for the same turn', async () => {
    const { run } = await read(bench.open());
    await bench.attempt('classifyTopic', { run });
    await bench.attempt('classifyTopic', { run }, 2);
    expect(bench.model.classified).toHaveLength(1);
  });

  it('ends an excluded one, and remembers it for the next turn', async () => {
    await bench.configure({ excludedTopics: ['refund disputes'] });
    bench.model.onClassify(() => ({ excludedTopic: 'refund disputes' }));
    const message = bench.open('I want my money back');
    expect(await classify(message)).toMatchObject(quiet('excluded_topic'));
    await endWith(bench, message, { kind: 'quiet', reason: 'excluded_topic' });
    bench.pass(10_000);
    await classify(bench.reply(message, 'so when will you pay?'));
    expect(bench.model.classified.at(-1)?.excludedBefore).toBe('refund disputes');
  });

  it('forgets an exclusion once a later message was about something else', async () => {
    const message = bench.open('I want my money back');
    bench.model.onClassify(() => ({ excludedTopic: 'refund disputes' }));
    await classify(message);
    await endWith(bench, message, { kind: 'quiet', reason: 'excluded_topic' });
    bench.pass(10_000);
    bench.model.onClassify(() => ({}));
    const other = bench.reply(message, 'How do I export?');
    await classify(other);
    await endWith(bench, other, { kind: 'quiet', reason: 'not_helpful' });
    bench.pass(10_000);
    await classify(bench.reply(message, 'As a file?'));
    expect(bench.model.classified.at(-1)?.excludedBefore).toBeNull();
  });

  it('ends thanks, account data, and a nudge after a note', async () => {
    bench.model.onClassify(() => ({ questions: [] }));
    const thanks = bench.open('Thanks!');
    expect(await classify(thanks)).toMatchObject(quiet('nothing_to_answer'));
    bench.model.onClassify(() => ({ needsAccountData: true }));
    expect(await classify(bench.open('Where is my order?'))).toMatchObject(
      quiet('needs_account_data'),
    );
    bench.model.onClassify(() => ({}));
    const message = bench.open();
    await noted(message);
    bench.pass(10_000);
    bench.model.onClassify(({ messages }) => ({
      questions: messages.slice(0, 1).map(({ id, text }) => ({ messageId: id, text })),
    }));
    expect(await classify(bench.reply(message, 'hello?'))).toMatchObject(
      quiet('already_suggested'),
    );
  });
});

describe('knowledge', () => {
  const rules = [
    { by: 'attribute', name: 'Brand', values: ['North'], sources: ['north'] },
    { by: 'address', addresses: ['help@south.example'], sources: ['south'] },
  ];
  const retrieve = async (message: MessageRef) => {
    const { run } = await read(message);
    await bench.attempt('classifyTopic', { run });
    return { run, answer: await bench.attempt('retrieveKnowledge', { run }) };
  };
  const keptOf = async (run: RunRef) =>
    (await bench.ports.sessions.readRun(run, ['scope', 'conversation'])).texts;

  it('is searched without the sources of other conversations', async () => {
    await bench.configure({ knowledge: { rules } });
    const north = bench.open(undefined, { customAttributes: { Brand: 'North' } });
    const first = await retrieve(north);
    expect(first.answer).toMatchObject({ kind: 'proceed' });
    expect(bench.searches.at(-1)).toMatchObject({ excludedSources: ['south'] });
    expect((await keptOf(first.run)).scope).toEqual({ rule: 1, sources: ['sandbox'] });

    const mail = { sourceType: 'email', writtenTo: 'help@south.example' };
    const second = await retrieve(bench.open(undefined, mail));
    expect(bench.searches.at(-1)).toMatchObject({ excludedSources: ['north'] });
    expect((await keptOf(second.run)).conversation?.writtenTo).toEqual(['help@south.example']);

    const third = await retrieve(bench.open(undefined, { ...mail, writtenTo: 'jo@east.example' }));
    expect(bench.searches.at(-1)).toMatchObject({ excludedSources: ['north', 'south'] });
    const kept = await keptOf(third.run);
    expect(kept.scope).toMatchObject({ rule: null });
    expect(kept.conversation?.writtenTo).toEqual([]);
  });

  it('is all searched without rules, and nothing is kept of that', async () => {
    const { run } = await retrieve(bench.open());
    expect(bench.searches.at(-1)).toMatchObject({ excludedSources: [] });
    expect((await keptOf(run)).scope).toBeUndefined();
  });

  it('of which nothing is in scope ends the message, whatever its language', async () => {
    await bench.configure({ knowledge: { rules } });
    [bench.passages, bench.sources] = [[], []];
    const { run, answer } = await retrieve(bench.open());
    expect(answer).toMatchObject(quiet('no_relevant_knowledge'));
    expect((await keptOf(run)).scope).toEqual({ rule: null, sources: [] });
  });

  it('that is internal never reaches the draft', async () => {
    const secret = samplePassage({ id: 'internal#1', audience: 'internal', text: 'Ten percent.' });
    bench.passages = [secret, samplePassage()];
    const message = bench.open();
    const prepared = await bench.prepare(message);
    expect(bench.model.drafted[0]?.passages.map(({ id }) => id)).toEqual(['billing#card-1']);
    await bench.attempt('postNote', prepared);
    const [above = '', below = ''] = (bench.notesOf(message)[0]?.body ?? '').split('For you only');
    expect(above).not.toContain('Ten percent');
    expect(below).toContain('Ten percent');
  });

  it('from a past conversation is marked as such, and never reaches the draft', async () => {
    const said = {
      audience: 'internal',
      text: 'Ten percent.',
      pastConversation: '2026-03-01',
    } as const;
    bench.passages = [samplePassage({ id: 'conversations/1#-1', ...said }), samplePassage()];
    const message = bench.open();
    const prepared = await bench.prepare(message);
    expect(bench.model.drafted[0]?.passages.map(({ id }) => id)).toEqual(['billing#card-1']);
    await bench.attempt('postNote', prepared);
    const [above = '', below = ''] = (bench.notesOf(message)[0]?.body ?? '').split('For you only');
    expect(above).not.toMatch(/Ten percent|past conversation/);
    expect(below).toMatch(/\(from a past conversation, 2026-03-01\): Ten percent/);
  });

  it('that is internal alone is none, and so is none at all', async () => {
    const { run } = await read(bench.open());
    await bench.attempt('classifyTopic', { run });
    bench.passages = [samplePassage({ audience: 'internal' })];
    expect(await bench.attempt('retrieveKnowledge', { run })).toMatchObject(
      quiet('no_relevant_knowledge'),
    );
    bench.passages = [];
    expect(await bench.attempt('retrieveKnowledge', { run })).toMatchObject(
      quiet('no_relevant_knowledge'),
    );
  });
});

describe('the draft', () => {
  const upToDraft = async (message: MessageRef) => {
    const { run, revision } = await read(message);
    await bench.attempt('classifyTopic', { run });
    const retrieved = await bench.attempt('retrieveKnowledge', { run });
    if (retrieved.kind !== 'proceed') throw new Error('Nothing was found');
    return { run, revision, passageIds: retrieved.passageIds };
  };

  it('is written once for the same turn and passages', async () => {
    const request = await upToDraft(bench.open());
    const first = await bench.attempt('draftReply', request);
    const second = await bench.attempt('draftReply', request, 2);
    expect(second).toEqual(first);
    expect(bench.model.drafted).toHaveLength(1);
  });

  it('is not written any more when a teammate has answered', async () => {
    const message = bench.open();
    const request = await upToDraft(message);
    bench.pass(1_000);
    bench.simulator.teammateReplies({
      ...ownThreadOf(message),
      ...{ teammateId: bench.teammateId, body: 'Here is how.' },
    });
    expect(await bench.attempt('draftReply', request)).toMatchObject(quiet('answered_meanwhile'));
    expect(bench.model.drafted).toEqual([]);
  });

  it('that the model does not find helpful ends there', async () => {
    bench.model.onDraft(() => null);
    const request = await upToDraft(bench.open());
    expect(await bench.attempt('draftReply', request)).toMatchObject(quiet('not_helpful'));
  });

  it('loses what its passages do not say, and the run keeps why', async () => {
    const said = ['Open Settings, then Billing.', 'Cards cost 12 euros.'];
    bench.model.onDraft(() => ({
      blocks: [
        {
          kind: 'paragraph',
          sentences: said.map((text) => ({ text, sources: ['billing#card-1'] })),
        },
      ],
      openQuestions: [],
    }));
    const request = await upToDraft(bench.open());
    expect(await bench.attempt('draftReply', request)).toMatchObject({ kind: 'proceed' });
    const { texts } = await bench.ports.sessions.readRun(request.run, ['draft', 'proof']);
    expect(texts.draft?.draft.blocks[0]?.sentences.map(({ text }) => text)).toEqual([said[0]]);
    expect(texts.proof?.sentences.map(({ verdict }) => verdict)).toEqual([
      { kind: 'supported' },
      { kind: 'removed', reason: 'number', words: '12' },
    ]);
  });

  it('of which nothing is left is not helpful, and the run keeps why', async () => {
    bench.model.onDraft(() => ({
      blocks: [
        {
          kind: 'paragraph',
          sentences: [{ text: 'Pay with seashells.', sources: ['billing#card-1'] }],
        },
      ],
      openQuestions: [],
    }));
    const request = await upToDraft(bench.open());
    expect(await bench.attempt('draftReply', request)).toMatchObject(quiet('not_helpful'));
    const { texts } = await bench.ports.sessions.readRun(request.run, ['draft', 'proof']);
    expect(texts.draft).toBeUndefined();
    expect(texts.proof?.sentences[0]?.verdict).toMatchObject({ reason: 'unsupported' });
  });

  it('that says what the standing note says: already_suggested', async () => {
    bench.model.onDraft(() => ({
      blocks: [{ kind: 'paragraph', sentences: [{ text: 'Open Settings.', sources: [] }] }],
      openQuestions: [],
    }));
    const message = bench.open();
    await noted(message);
    bench.pass(10_000);
    const request = await upToDraft(bench.reply(message, 'How can I change it?'));
    expect(await bench.attempt('draftReply', request)).toMatchObject(quiet('already_suggested'));
  });

  it('takes published instructions that always hold, for its channel', async () => {
    const instruction = { situation: null, published: true, channels: null };
    await bench.configure({
      instructions: [
        { ...instruction, text: 'Be brief.' },
        { ...instruction, text: 'Never shown.', published: false },
        { ...instruction, text: 'For mail.', channels: ['email'] },
        { ...instruction, text: 'For refunds.', situation: 'a refund' },
      ],
    });
    await bench.attempt('draftReply', await upToDraft(bench.open()));
    expect(bench.model.drafted[0]?.instructions).toEqual(['Be brief.']);
  });
});

it('a draft below the threshold is not posted', async () => {
  await bench.configure({ confidenceThreshold: 1 });
  await expect(bench.prepare(bench.open())).rejects.toThrow('low_confidence');
});
