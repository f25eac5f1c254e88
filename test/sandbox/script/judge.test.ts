import { describe, expect, it } from 'vitest';
import { closedGaps, judge } from '../../../sandbox/script/judge.ts';
import { script } from '../../../sandbox/script/parse-script.ts';
import type { ConversationResult, MessageResult } from '../../../sandbox/script/result.ts';
import type { ConversationInput } from '../../../sandbox/script/script-schema.ts';

type Expected = NonNullable<
  Extract<ConversationInput['events'][number], { type: 'customer' }>['expect']
>;

/** A conversation of one message that went well, unless said otherwise. */
function resultOf(given: {
  message?: Expected;
  conversation?: ConversationInput['expect'];
  was?: Partial<MessageResult>;
  were?: Partial<ConversationResult>;
}): ConversationResult {
  const { message: expected, conversation: whole, was, were } = given;
  const event = { type: 'customer' as const, text: 'How do I export my time entries?' };
  const input: ConversationInput = {
    name: 'exports',
    events: [{ ...event, ...(expected ? { expect: expected } : {}) }],
    ...(whole ? { expect: whole } : {}),
  };
  const [conversation] = script({ conversations: [input] }).conversations;
  const [opening] = conversation?.events ?? [];
  if (!conversation || opening?.type !== 'customer') throw new Error('The script has no message');
  const place = { appId: 'app', conversationId: '1' };
  const played = {
    ...{ number: 1, event: opening, writtenAtMs: 0 },
    message: { ...place, messageId: 'source-1' as const },
  };
  return {
    played: { conversation, ...place, messages: [played] },
    messages: [
      {
        ...{ played, session: 'app:1:source-1', outcome: 'suggested', reason: null, decisions: 1 },
        ...{ productSeconds: 5, realSeconds: 1, waitSeconds: 4, confidence: 0.7 },
        citedArticles: ['export-data'],
        draft: 'Open Settings and choose Export.',
        note: 'Open Settings and choose Export. For you only. SN-1',
        ...was,
      },
    ],
    ...{ notes: 1, tags: ['opencx_ai_assisted'], writes: 2, customerVisible: 0 },
    explanation: 'A draft was posted as an internal note.',
    ...were,
  };
}

const sentences = (given: Parameters<typeof resultOf>[0]) =>
  judge(resultOf(given)).map(({ sentence }) => sentence);
const quiet: Partial<MessageResult> = {
  ...{ reason: 'superseded', draft: null, note: null, citedArticles: [] },
  outcome: 'quiet',
};

describe('a message', () => {
  it('that is as expected in everything makes no difference', () => {
    const message: Expected = {
      ...{ outcome: 'suggested', article: 'export-data', decisions: 1 },
      ...{ draft: { holds: ['settings'], lacks: ['http'] }, note: { holds: ['SN-'] } },
    };
    expect(judge(resultOf({ message }))).toEqual([]);
  });

  it('of which nothing is expected may be anything that has an outcome', () => {
    expect(sentences({})).toEqual([]);
    expect(sentences({ was: quiet, were: { notes: 0 } })).toEqual([]);
    expect(sentences({ was: { ...quiet, outcome: 'none' }, were: { notes: 0 } })).toEqual([
      'it has no outcome',
    ]);
  });

  it.each<[string, Expected, Partial<MessageResult>, string]>([
    ['outcome', { outcome: 'quiet' }, {}, 'it ended suggested, not quiet'],
    [
      'outcome, and says why',
      { outcome: ['suggested', 'failed'] },
      quiet,
      'it ended quiet (superseded), not suggested or failed',
    ],
    ['outcome where none should be', { outcome: 'none' }, {}, 'it ended suggested, not none'],
    [
      'reason',
      { outcome: 'quiet', reasons: ['excluded_topic', 'low_confidence'] },
      quiet,
      'the reason is superseded, not excluded_topic or low_confidence',
    ],
    ['article', { article: ['plans', 'trial'] }, {}, 'it cites export-data, not plans or trial'],
    ['article', { article: 'plans' }, { citedArticles: [] }, 'it cites nothing, not plans'],
    ['draft that lacks', { draft: { holds: ['CSV'] } }, {}, 'the draft lacks "CSV"'],
    ['draft that holds', { draft: { lacks: ['EXPORT'] } }, {}, 'the draft holds "EXPORT"'],
    ['note that lacks', { note: { holds: ['Not seen'] } }, {}, 'the note lacks "Not seen"'],
    ['note that holds', { note: { lacks: ['SN-1'] } }, {}, 'the note holds "SN-1"'],
    ['missing note', { note: { holds: ['SN-'] } }, quiet, 'there is no note to hold "SN-"'],
    ['number of decisions', { decisions: 2 }, {}, 'decisions: 1, not 2'],
    ['range of decisions', { decisions: { min: 2, max: 3 } }, {}, 'decisions: 1, not 2 to 3'],
  ])('of another %s', (_, message, was, sentence) => {
    const were = was.outcome === 'quiet' ? { notes: 0 } : {};
    expect(sentences({ message, was, were })).toEqual([sentence]);
  });

  it('that has no note lacks nothing that it should lack', () => {
    const message: Expected = { outcome: 'quiet', draft: { lacks: ['http'] }, article: 'plans' };
    expect(sentences({ message, was: quiet, were: { notes: 0 } })).toEqual([]);
  });

  it('that ended without a reason is not judged by its reasons', () => {
    const message: Expected = { outcome: ['suggested', 'quiet'], reasons: ['superseded'] };
    expect(sentences({ message })).toEqual([]);
  });
});

describe('a conversation', () => {
  it.each<[string, ConversationInput['expect'], string]>([
    ['number of notes', { notes: 0 }, 'notes: 1, not 0'],
    ['number of writes', { writes: { min: 3, max: 4 } }, 'writes: 2, not 3 to 4'],
    ['missing tag', { tags: ['vip'] }, 'the tag vip is missing'],
    ['tag too many', { lacksTags: ['opencx_ai_assisted'] }, 'it has the tag opencx_ai_assisted'],
    ['explanation', { explain: ['superseded'] }, 'explain does not say "superseded"'],
  ])('of another %s', (_, conversation, sentence) => {
    expect(judge(resultOf({ conversation }))).toEqual([
      { conversation: 'exports', message: null, sentence, knownGap: null },
    ]);
  });

  it('is told apart from its messages', () => {
    const differences = judge(
      resultOf({ message: { outcome: 'quiet' }, conversation: { notes: 0 } }),
    );
    expect(differences.map(({ message }) => message)).toEqual([1, null]);
  });
});

describe('a known gap', () => {
  it('goes with the differences of what it stands at, and with no other', () => {
    const differences = judge(
      resultOf({
        message: { outcome: 'quiet', article: 'plans', knownGap: 'Words are not meanings.' },
        conversation: { notes: 0 },
      }),
    );
    expect(differences.map(({ message, knownGap }) => [message, knownGap])).toEqual([
      [1, 'Words are not meanings.'],
      [1, 'Words are not meanings.'],
      [null, null],
    ]);
  });

  it('of a conversation does not excuse its messages', () => {
    const differences = judge(
      resultOf({
        message: { outcome: 'quiet' },
        conversation: { notes: 0, knownGap: 'It counts wrong.' },
      }),
    );
    expect(differences.map(({ message, knownGap }) => [message, knownGap])).toEqual([
      [1, null],
      [null, 'It counts wrong.'],
    ]);
  });

  it.each([
    [{ customerVisible: 1 }, 'the customer could see 1 of its writes'],
    [{ notes: 2 }, '2 notes for 1 messages'],
  ])('never excuses what no script may excuse: %o', (were, sentence) => {
    const knownGap = 'Excuses everything.';
    const differences = judge(
      resultOf({ message: { knownGap }, conversation: { knownGap }, were }),
    );
    expect(differences).toEqual([
      { conversation: 'exports', message: null, sentence, knownGap: null },
    ]);
  });

  it('that no longer fails is told, at its message or its conversation', () => {
    const knownGap = 'Words are not meanings.';
    expect(
      closedGaps(resultOf({ message: { outcome: 'suggested', knownGap }, conversation: {} })),
    ).toEqual([{ conversation: 'exports', message: 1, knownGap }]);
    expect(closedGaps(resultOf({ conversation: { notes: 1, knownGap } }))).toEqual([
      { conversation: 'exports', message: null, knownGap },
    ]);
  });

  it('that still fails, or was never told, is not', () => {
    const knownGap = 'Words are not meanings.';
    expect(
      closedGaps(
        resultOf({
          message: { outcome: 'quiet', knownGap },
          conversation: { notes: 0, knownGap },
        }),
      ),
    ).toEqual([]);
    expect(closedGaps(resultOf({ message: { outcome: 'suggested' } }))).toEqual([]);
  });
});
