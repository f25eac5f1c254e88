import { expect, test } from 'vitest';
import { storyOf, unknownConversation, whyOf } from '../../domain/story.ts';
import { sampleDecision, sampleNote, sampleSession } from '../support/sample-session.ts';

const story = (...args: Parameters<typeof storyOf>): string => storyOf(...args).join('\n');

test('a note that stands is told with its code', () => {
  const told = story(sampleSession(), [sampleNote()]);
  expect(told).toContain('part-1005 was written at 2024-12-18 16:05:00 UTC');
  expect(told).toContain('Decided at 2024-12-18 16:05:09 UTC, because the message came in');
  expect(told).toContain('Note SN-7K2Q9F stands in the conversation');
});

test('a quiet message is told with its reason and sentence', () => {
  const decision = sampleDecision({ outcome: { kind: 'quiet', reason: 'no_relevant_knowledge' } });
  const told = story(sampleSession({ decisions: [decision] }), []);
  expect(told).toContain('stayed quiet (no_relevant_knowledge).');
  expect(told).toContain('The knowledge base says nothing about it.');
});

test('both decisions are told in order, with causes and times', () => {
  const first = sampleDecision({ outcome: { kind: 'quiet', reason: 'unassigned' } });
  const second = sampleDecision({ run: 2, cause: 'assignment', endedAtMs: 1_734_541_200_000 });
  const told = storyOf(sampleSession({ decisions: [first, second] }), [sampleNote()]);
  expect(told[1]).toContain('because the message came in: stayed quiet (unassigned)');
  expect(told[2]).toContain(
    'Decided again at 2024-12-18 17:00:00 UTC, because the conversation was assigned',
  );
});

test('a superseded message says who speaks for it, and which note answers it', () => {
  const decision = sampleDecision({
    outcome: { kind: 'quiet', reason: 'superseded' },
    successor: 'part-1009',
  });
  const note = sampleNote({
    message: { ...sampleNote().message, messageId: 'part-1009' },
    covers: ['part-1005', 'part-1009'],
  });
  const told = story(sampleSession({ decisions: [decision] }), [note]);
  expect(told).toContain('It handed on to message part-1009.');
  expect(told).toContain('for message part-1009, answers this one too');
});

test('a message that is still being decided says so', () => {
  const decision = sampleDecision({ outcome: null, endedAtMs: null });
  expect(story(sampleSession({ status: 'open', decisions: [decision] }), [])).toContain(
    'Since 2024-12-18 16:05:01 UTC it is being decided, because the message came in.',
  );
});

test('shadow mode never claims that a note was posted', () => {
  const decision = sampleDecision({ mode: 'shadow' });
  expect(whyOf(decision)).not.toContain('posted');
  const told = story(sampleSession({ decisions: [decision] }), [
    sampleNote({ state: 'unwritten', postedAtMs: null }),
  ]);
  expect(told).toContain('not written to Intercom: shadow mode');
});

test.each([
  ['reserved', 'was prepared and not sent'],
  ['posting', 'is being posted (2 attempts so far)'],
  ['unconfirmed', 'Intercom never confirmed it'],
] as const)('a note that is %s is told so', (state, words) => {
  expect(story(sampleSession(), [sampleNote({ state, posts: 2, postedAtMs: null })])).toContain(
    words,
  );
});

test('a session without a decision and a conversation without a session have words too', () => {
  expect(story(sampleSession({ decisions: [] }), [])).toContain('Nothing has been decided');
  expect(unknownConversation('999')).toContain('no record of a customer message');
});

test('what could be searched is told where rules decide it', () => {
  const decision = sampleDecision({ outcome: { kind: 'quiet', reason: 'no_relevant_knowledge' } });
  const told = (scope: { rule: number | null; sources: readonly string[] }): string =>
    story(sampleSession({ decisions: [decision], runs: { '1': { scope } } }), []);
  expect(told({ rule: 2, sources: ['acme', 'shared'] })).toContain(
    'Rule 2 of knowledge.rules matches the conversation; searched were acme, shared.',
  );
  expect(told({ rule: null, sources: [] })).toContain(
    'No rule of knowledge.rules matches the conversation; nothing could be searched',
  );
  expect(story(sampleSession({ decisions: [decision], runs: {} }), [])).not.toContain('searched');
});
