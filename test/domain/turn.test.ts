import { describe, expect, it } from 'vitest';
import {
  answeredAfter,
  currentTurn,
  entryOf,
  newestHandOver,
  unansweredMessages,
  unseenIn,
} from '../../domain/turn.ts';
import { aiAdminId, assignment, entry, thread } from '../support/threads.ts';

const ids = (entries: readonly { id: string }[]): string[] => entries.map(({ id }) => id);

describe('a turn', () => {
  it('is all customer messages since the last reply of a person', () => {
    const conversation = thread([
      entry('source-1', 'customer', 0),
      entry('part-2', 'teammate', 10),
      entry('part-3', 'customer', 20),
      entry('part-4', 'customer', 21),
    ]);
    const turn = currentTurn(conversation);
    expect(ids(turn?.messages ?? [])).toEqual(['part-3', 'part-4']);
    expect(turn?.newest.id).toBe('part-4');
    expect(turn?.follows?.id).toBe('part-2');
  });

  it('begins with the opening message while no person has answered', () => {
    const turn = currentTurn(thread([entry('source-1', 'customer', 0)]));
    expect(ids(turn?.messages ?? [])).toEqual(['source-1']);
    expect(turn?.follows).toBeNull();
  });

  it('is over when a person has answered', () => {
    const conversation = thread([
      entry('source-1', 'customer', 0),
      entry('part-2', 'teammate', 10),
    ]);
    expect(currentTurn(conversation)).toBeNull();
    expect(unansweredMessages(conversation)).toEqual([]);
  });

  it.each(['fin', 'workflow_bot', 'automation', 'ai_admin'] as const)(
    'is not answered by what %s writes',
    (who) => {
      const conversation = thread([entry('source-1', 'customer', 0), entry('part-2', who, 10)]);
      expect(ids(unansweredMessages(conversation))).toEqual(['source-1']);
    },
  );

  it('is not answered by an internal note or an event of a teammate', () => {
    const conversation = thread([
      entry('source-1', 'customer', 0),
      entry('part-2', 'teammate', 5, { kind: 'note', partType: 'note' }),
      assignment('part-3', 6, { teammateId: '7' }),
    ]);
    expect(ids(unansweredMessages(conversation))).toEqual(['source-1']);
  });

  it('is answered by reply-and-assign', () => {
    const conversation = thread([
      entry('source-1', 'customer', 0),
      entry('part-2', 'teammate', 5, {
        partType: 'assignment',
        assignedTo: { teammateId: '8', teamId: null },
      }),
    ]);
    expect(currentTurn(conversation)).toBeNull();
  });

  it('leaves out redacted messages: the newest is the newest of the rest', () => {
    const conversation = thread([
      entry('source-1', 'customer', 0),
      entry('part-2', 'customer', 5, { redacted: true }),
    ]);
    expect(currentTurn(conversation)?.newest.id).toBe('source-1');
  });

  it('counts what the draft has not seen in all its messages', () => {
    const conversation = thread([
      entry('source-1', 'customer', 0, { attachments: { images: 9, files: 9 } }),
      entry('part-2', 'teammate', 1),
      entry('part-3', 'customer', 2, { attachments: { images: 2, files: 1 } }),
      entry('part-4', 'customer', 3, { attachments: { images: 1, files: 0 } }),
    ]);
    expect(unseenIn(conversation)).toEqual({ images: 3, files: 1 });
  });
});

describe('an answer after a message', () => {
  const conversation = thread([
    entry('source-1', 'customer', 0),
    entry('part-2', 'teammate', 10),
    entry('part-3', 'customer', 20),
  ]);
  it.each([
    ['source-1', true],
    ['part-3', false],
  ] as const)('%s: %s', (id, answered) => {
    const message = entryOf(conversation, id);
    expect(message && answeredAfter(conversation, message)).toBe(answered);
  });

  it('within the same second is told by the part id', () => {
    const within = thread([entry('part-8', 'teammate', 0), entry('part-9', 'customer', 0)]);
    const message = entryOf(within, 'part-9');
    expect(message && answeredAfter(within, message)).toBe(false);
  });
});

describe('the newest hand-over', () => {
  it.each([
    ['to a teammate', [assignment('part-2', 1, { teammateId: '7' })], 'part-2'],
    ['to a team', [assignment('part-2', 1, { teamId: '3' })], 'part-2'],
    ['to the AI admin', [assignment('part-2', 1, { teammateId: aiAdminId })], undefined],
    [
      'to the AI admin within a team',
      [assignment('part-2', 1, { teammateId: aiAdminId, teamId: '3' })],
      undefined,
    ],
    ['to nobody', [assignment('part-2', 1, {})], undefined],
    [
      'to a person before the AI admin took it back',
      [
        assignment('part-2', 1, { teammateId: '7' }),
        assignment('part-3', 2, { teammateId: aiAdminId }),
      ],
      'part-2',
    ],
    [
      'twice',
      [assignment('part-2', 1, { teammateId: '7' }), assignment('part-3', 2, { teamId: '3' })],
      'part-3',
    ],
  ])('%s', (_what, events, expected) => {
    const conversation = thread([entry('source-1', 'customer', 0), ...events]);
    expect(newestHandOver(conversation, aiAdminId)?.id).toBe(expected);
  });
});
