import { setTimeout } from 'node:timers/promises';
import type { WorkflowHandle } from '@temporalio/client';
import { defineSearchAttributeKey } from '@temporalio/common';
import { describe, expect, it } from 'vitest';
import type { FailureType } from '../../activities/failures.ts';
import type { Activities } from '../../activities/index.ts';
import { type AssistInput, type NoteFate, ending } from '../../domain/assist.ts';
import { type Outcome, failed, quiet } from '../../domain/outcome.ts';
import { searchAttributes } from '../../domain/search-attributes.ts';
import type { RunRef } from '../../domain/session.ts';
import { decideNow } from '../../workflows/messages.ts';
import { type Script, failure, scripted } from '../support/scripted-activities.ts';
import { timeSkippingServer } from '../support/time-skipping.ts';

const server = timeSkippingServer();

const message = { appId: 'shop', conversationId: '500', messageId: 'part-7' } as const;
const input: AssistInput = { message, run: 1, cause: 'message', dueAtMs: null, preview: null };
const run: RunRef = { message, run: 1, preview: null };
const minuteMs = 60_000;

const opened = {
  kind: 'open',
  run,
  deadlineMs: 30 * minuteMs,
  sessionUrl: null,
  tagsQuiet: false,
} as const;
const read = { kind: 'read', revision: 'r1', channel: 'web', deadlineMs: 29 * minuteMs } as const;
const proceed = { kind: 'proceed' } as const;
const posted = { kind: 'posted', referenceCode: 'SN-1' } as const;

/** The story without any trouble: a note and a tag. */
const smooth: Script = {
  openSession: [opened],
  fetchThread: [read],
  checkEligibility: [proceed],
  classifyTopic: [{ ...proceed, topic: 'billing' }],
  retrieveKnowledge: [{ ...proceed, passageIds: ['p1', 'p2'] }],
  draftReply: [{ ...proceed, draftId: 'd1' }],
  assessConfidence: [{ ...proceed, confidence: 0.8 }],
  postNote: [posted],
  tagConversation: [undefined],
  recordOutcome: [undefined],
};
const story = [
  'openSession',
  'fetchThread',
  'checkEligibility',
  'classifyTopic',
  'retrieveKnowledge',
  'draftReply',
  'assessConfidence',
  'postNote',
  'tagConversation',
  'recordOutcome',
] as const;
const suggested: Outcome = { kind: 'suggested' };
const superseded: Outcome = quiet('superseded');

const play = async (
  changes: Script = {},
  given: AssistInput = input,
  meanwhile?: (handle: WorkflowHandle) => Promise<void>,
) => {
  const script = scripted({ ...smooth, ...changes });
  const ended = await server.run('assistMessage', [given], script.activities, {
    ...(meanwhile ? { meanwhile } : {}),
  });
  return { ...ended, ...script };
};
const recorded = ({ inputs }: ReturnType<typeof scripted>) => inputs('recordOutcome').at(-1);

describe('the story of a message', () => {
  it('goes through ten steps in order, and each hands on what the next one needs', async () => {
    const ended = await play();
    expect(ended.result).toEqual(suggested);
    expect(ended.steps()).toEqual(story);
    expect(ended.calls.map(({ input: given }) => given)).toEqual([
      input,
      { run, settle: true },
      { run },
      { run },
      { run },
      { run, revision: 'r1', passageIds: ['p1', 'p2'] },
      { run, draftId: 'd1' },
      { run, revision: 'r1' },
      { run, outcome: suggested },
      { run, cause: 'message', outcome: suggested, successor: null },
    ]);
  });

  it('ends at once for a message that was decided before', async () => {
    const outcome = quiet('excluded_topic');
    const ended = await play({ openSession: [{ kind: 'ended', outcome }] });
    expect(ended.result).toEqual(outcome);
    expect(ended.steps()).toEqual(['openSession']);
  });

  const quietSteps = [
    ['fetchThread', 'answered_meanwhile'],
    ['checkEligibility', 'owned_by_ai_admin'],
    ['classifyTopic', 'excluded_topic'],
    ['retrieveKnowledge', 'no_relevant_knowledge'],
    ['draftReply', 'not_helpful'],
    ['assessConfidence', 'low_confidence'],
    ['postNote', 'already_suggested'],
  ] as const;
  it.each(quietSteps)('ends with the no of %s', async (step, reason) => {
    const ended = await play({ [step]: [ending(quiet(reason))] });
    expect(ended.result).toEqual(quiet(reason));
    expect(ended.steps()).toEqual([...story.slice(0, story.indexOf(step) + 1), 'recordOutcome']);
    expect(recorded(ended)).toMatchObject({ outcome: quiet(reason), successor: null });
  });

  it('hands the successor of a superseded message to the last step', async () => {
    const ended = await play({ fetchThread: [ending(quiet('superseded'), 'part-9')] });
    expect(recorded(ended)).toMatchObject({
      outcome: quiet('superseded'),
      successor: 'part-9',
    });
  });

  it('suggests without a tag in shadow mode', async () => {
    const ended = await play({ postNote: [{ kind: 'unwritten', referenceCode: 'SN-1' }] });
    expect(ended.result).toEqual(suggested);
    expect(ended.steps()).not.toContain('tagConversation');
  });

  it('tags a quiet outcome when the settings say so', async () => {
    const ended = await play({
      openSession: [{ ...opened, tagsQuiet: true }],
      classifyTopic: [ending(quiet('excluded_topic'))],
    });
    expect(ended.inputs('tagConversation')).toEqual([{ run, outcome: quiet('excluded_topic') }]);
  });

  it('does not let a tag that fails change anything', async () => {
    const broken = Array.from({ length: 5 }, () => failure('IntercomUnavailable'));
    const ended = await play({ tagConversation: broken });
    expect(ended.result).toEqual(suggested);
    expect(ended.inputs('tagConversation')).toHaveLength(5);
    const refused = await play({ tagConversation: [failure('IntercomRejected', true)] });
    expect(refused.result).toEqual(suggested);
    expect(recorded(refused)).toMatchObject({ outcome: suggested });
  });

  it('can be searched by what became of it', async () => {
    const { handle } = await play();
    const { typedSearchAttributes } = await handle.describe();
    const value = (name: string, type: 'KEYWORD' | 'DOUBLE') =>
      typedSearchAttributes.get(defineSearchAttributeKey(name, type));
    expect(value(searchAttributes.outcome, 'KEYWORD')).toBe('suggested');
    expect(value(searchAttributes.topic, 'KEYWORD')).toBe('billing');
    expect(value(searchAttributes.channel, 'KEYWORD')).toBe('web');
    expect(value(searchAttributes.confidence, 'DOUBLE')).toBe(0.8);
    expect(value(searchAttributes.reason, 'KEYWORD')).toBeUndefined();
    const silent = await play({ checkEligibility: [ending(quiet('unassigned'))] });
    const described = await silent.handle.describe();
    expect(
      described.typedSearchAttributes.get(
        defineSearchAttributeKey(searchAttributes.reason, 'KEYWORD'),
      ),
    ).toBe('unassigned');
  });
});

describe('waiting', () => {
  it('reads the thread again after each wait', async () => {
    const wait = (waitMs: number) => ({ kind: 'wait', waitMs, deadlineMs: minuteMs }) as const;
    const ended = await play({ fetchThread: [wait(4_000), wait(2_666.7), read] });
    expect(ended.result).toEqual(suggested);
    expect(ended.inputs('fetchThread')).toHaveLength(3);
    expect(ended.tookMs).toBeGreaterThanOrEqual(6_600);
  });

  it.each(['assignment', 'person', 'preview'] as const)(
    'is not asked for when it is decided because of: %s',
    async (cause) => {
      const ended = await play({}, { ...input, cause, run: 2 });
      expect(ended.inputs('fetchThread')).toEqual([{ run, settle: false }]);
      expect(recorded(ended)).toMatchObject({ cause });
    },
  );

  it('is over as soon as a person wants the decision now', async () => {
    const wait = { kind: 'wait', waitMs: 5 * minuteMs, deadlineMs: 30 * minuteMs } as const;
    const ended = await play({ fetchThread: [wait, read] }, input, (handle) =>
      handle.signal(decideNow),
    );
    expect(ended.result).toEqual(suggested);
    expect(ended.inputs('fetchThread').at(-1)).toEqual({ run, settle: false });
    expect(ended.tookMs).toBeLessThan(5 * minuteMs);
  });

  it('is asked for when another message has handed on', async () => {
    const ended = await play({}, { ...input, cause: 'successor' });
    expect(ended.inputs('fetchThread')).toEqual([{ run, settle: true }]);
  });
});

describe('the deadline', () => {
  const wait = { kind: 'wait', waitMs: 7 * minuteMs, deadlineMs: 30 * minuteMs } as const;

  it('ends a decision that waits too long as expired', async () => {
    const ended = await play({ fetchThread: Array.from({ length: 10 }, () => wait) });
    expect(ended.result).toEqual(quiet('expired'));
    expect(ended.inputs('fetchThread')).toHaveLength(5);
    expect(recorded(ended)).toMatchObject({ outcome: quiet('expired') });
    expect(ended.tookMs).toBeLessThan(32 * minuteMs);
  });

  it('ends a step that is tried over and over', async () => {
    const down = Array.from({ length: 200 }, () => failure('IntercomUnavailable'));
    const ended = await play({ fetchThread: down });
    expect(ended.result).toEqual(quiet('expired'));
    expect(ended.inputs('fetchThread').length).toBeGreaterThan(30);
  });

  it('that the thread names holds for the steps before the note', async () => {
    const down = Array.from({ length: 100 }, () => failure('ProviderUnavailable'));
    const ended = await play({
      fetchThread: [{ ...read, deadlineMs: 3 * minuteMs }],
      draftReply: down,
    });
    expect(ended.result).toEqual(quiet('expired'));
  });

  it('that is over already ends at once', async () => {
    const down = Array.from({ length: 100 }, () => failure('IntercomUnavailable'));
    const ended = await play({ openSession: [{ ...opened, deadlineMs: 1 }], fetchThread: down });
    expect(ended.result).toEqual(quiet('expired'));
  });

  it('does not cut off a note', async () => {
    const down = Array.from({ length: 6 }, () => failure('IntercomUnavailable'));
    const ended = await play({
      openSession: [{ ...opened, deadlineMs: 5_000 }],
      fetchThread: [{ ...read, deadlineMs: 5_000 }],
      postNote: [...down, posted],
    });
    expect(ended.result).toEqual(suggested);
    expect(ended.tookMs).toBeGreaterThan(30_000);
  });
});

describe('a person who cancels', () => {
  const waitsForTimers = async (handle: WorkflowHandle, count: number): Promise<void> => {
    for (;;) {
      const { events } = await handle.fetchHistory();
      const timers = (events ?? []).filter((event) => event.timerStartedEventAttributes);
      if (timers.length >= count) return;
      await setTimeout(50);
    }
  };

  it('while it waits: cancelled, and that is recorded', async () => {
    const wait = { kind: 'wait', waitMs: 20 * minuteMs, deadlineMs: 30 * minuteMs } as const;
    const ended = await play({ fetchThread: [wait] }, input, async (handle) => {
      // The deadline's timer and that of the wait.
      await waitsForTimers(handle, 2);
      await handle.cancel();
    });
    expect(ended.result).toEqual(failed('cancelled'));
    expect(ended.steps()).toEqual(['openSession', 'fetchThread', 'recordOutcome']);
    expect(recorded(ended)).toMatchObject({ outcome: failed('cancelled') });
  });

  it('while the session is opened: cancelled, and that is recorded', async () => {
    const ended = await play({}, input, async (handle) => {
      await handle.cancel();
    });
    expect([failed('cancelled'), suggested]).toContainEqual(ended.result);
    expect(recorded(ended)).toMatchObject({ outcome: ended.result });
  });

  it('while a note is posted: the note stands and is recorded', async () => {
    let cancel = (): Promise<unknown> => Promise.resolve();
    const ended = await play(
      {
        postNote: [
          async () => {
            await cancel();
            throw failure('IntercomUnavailable');
          },
          posted,
        ],
      },
      input,
      async (handle) => {
        cancel = () => handle.cancel();
      },
    );
    expect(ended.result).toEqual(suggested);
    expect(ended.steps()).toEqual(story);
  });
});

describe('a thread that changed before the note', () => {
  it('sends the decision round once more, with what it has now', async () => {
    const ended = await play({
      fetchThread: [read, { ...read, revision: 'r2' }],
      checkEligibility: [proceed, proceed],
      classifyTopic: [
        { ...proceed, topic: 'billing' },
        { ...proceed, topic: 'plans' },
      ],
      retrieveKnowledge: [
        { ...proceed, passageIds: ['p1'] },
        { ...proceed, passageIds: ['p3'] },
      ],
      draftReply: [
        { ...proceed, draftId: 'd1' },
        { ...proceed, draftId: 'd2' },
      ],
      assessConfidence: [
        { ...proceed, confidence: 0.8 },
        { ...proceed, confidence: 0.7 },
      ],
      postNote: [{ kind: 'changed' }, posted],
    });
    expect(ended.result).toEqual(suggested);
    expect(ended.inputs('draftReply').at(-1)).toEqual({ run, revision: 'r2', passageIds: ['p3'] });
    expect(ended.inputs('postNote')).toEqual([
      { run, revision: 'r1' },
      { run, revision: 'r2' },
    ]);
  });
});

describe('steps that fail', () => {
  it('record the outcome without limit', async () => {
    const down = Array.from({ length: 60 }, () => new Error('database away'));
    const ended = await play({ recordOutcome: [...down, undefined] });
    expect(ended.result).toEqual(suggested);
    expect(ended.inputs('recordOutcome')).toHaveLength(61);
    expect(ended.tookMs).toBeGreaterThan(15 * minuteMs);
  });

  it('open the session without limit', async () => {
    const down = Array.from({ length: 40 }, () => new Error('database away'));
    const ended = await play({ openSession: [...down, opened] });
    expect(ended.result).toEqual(suggested);
  });

  const failures: readonly [keyof Activities, Parameters<typeof failure>, Outcome][] = [
    ['fetchThread', ['IntercomRejected', true], failed('intercom_rejected')],
    ['draftReply', ['IntercomRejected', true], failed('intercom_rejected')],
    ['postNote', ['IntercomRejected', true], failed('intercom_rejected')],
    ['classifyTopic', ['ProviderRejected', true], quiet('provider_unavailable')],
    ['draftReply', ['ProviderRejected', true], quiet('provider_unavailable')],
    ['postNote', ['NoteUnconfirmed', true], failed('note_unconfirmed')],
  ];
  it.each(failures)('%s with %j: the decision ends so', async (step, [type], outcome) => {
    const ended = await play({ [step]: [failure(type, true)] });
    expect(ended.result).toEqual(outcome);
    expect(ended.inputs(step)).toHaveLength(1);
    expect(recorded(ended)).toMatchObject({ outcome });
  });

  it('for reasons of their own end as internal_error, after twenty attempts', async () => {
    const bugs = Array.from({ length: 40 }, () => new TypeError('a bug'));
    const ended = await play({ assessConfidence: bugs });
    expect(ended.result).toEqual(failed('internal_error'));
    expect(ended.inputs('assessConfidence')).toHaveLength(20);
  });

  it.each(['classifyTopic', 'draftReply'] as const)(
    '%s without a provider for ten minutes: provider_unavailable',
    async (step) => {
      const down = Array.from({ length: 100 }, () => failure('ProviderUnavailable'));
      const ended = await play({ [step]: down });
      expect(ended.result).toEqual(quiet('provider_unavailable'));
      expect(ended.tookMs).toBeGreaterThan(5 * minuteMs);
      expect(ended.tookMs).toBeLessThan(15 * minuteMs);
    },
  );

  it('a provider that comes back in time: suggested', async () => {
    const down = Array.from({ length: 5 }, () => failure('ProviderUnavailable'));
    const ended = await play({ draftReply: [...down, { ...proceed, draftId: 'd1' }] });
    expect(ended.result).toEqual(suggested);
  });

  const notSent = { kind: 'not_sent', intercomIsAway: false } as const;
  const stillAway = { kind: 'not_sent', intercomIsAway: true } as const;
  const fates: readonly [string, FailureType, NoteFate, Outcome][] = [
    ['never went out', 'IntercomUnavailable', notSent, failed('intercom_rejected')],
    ['waited for others', 'TryAgainLater', notSent, failed('internal_error')],
    ['waited, Intercom away', 'TryAgainLater', stillAway, failed('intercom_rejected')],
    [
      'may be there',
      'IntercomUnavailable',
      ending(failed('note_unconfirmed')),
      failed('note_unconfirmed'),
    ],
    ['is there after all', 'IntercomUnavailable', posted, suggested],
    ['was spoken for', 'IntercomUnavailable', ending(quiet('superseded'), 'part-9'), superseded],
  ];
  it.each(fates)('a note that for ten minutes %s: %s', async (_, type, fate, outcome) => {
    const down = Array.from({ length: 100 }, () => failure(type));
    const ended = await play({ postNote: down, concludeNote: [fate] });
    expect(ended.result).toEqual(outcome);
    expect(ended.inputs('concludeNote')).toEqual([{ run }]);
    expect(ended.inputs('tagConversation')).toHaveLength(outcome === suggested ? 1 : 0);
    expect(ended.tookMs).toBeGreaterThan(9 * minuteMs);
    expect(ended.tookMs).toBeLessThan(15 * minuteMs);
  });
});
