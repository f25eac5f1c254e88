import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../../domain/settings.ts';
import { decisionTimes } from '../../../sandbox/script/decision-times.ts';
import { entry, openedAtMs, thread } from '../../support/threads.ts';

/** Product time ten times as fast as life. */
const clock = { realMs: (productMs: number) => productMs / 10 };
const played = {
  message: { appId: 'app', conversationId: '1', messageId: 'source-1' as const },
  writtenAtMs: openedAtMs,
};
const conversation = thread([entry('source-1', 'customer', 0)]);
const after = (seconds: number): number => openedAtMs + seconds * 1_000;
const timesOf = (dueAtMs: number | null, endedAtMs: number | null) =>
  decisionTimes({
    decision: { dueAtMs, endedAtMs },
    ...{ played, conversation, clock, settings: defaultSettings },
  });

describe('the times of a decision', () => {
  it('that the message made due count from the message, its wait as long as in life', () => {
    expect(timesOf(null, after(24))).toEqual({
      ...{ productSeconds: 6, realSeconds: 2.4, waitSeconds: 4 },
    });
  });

  it('that an assignment made due count from it, and nothing is left to wait for', () => {
    expect(timesOf(after(7_200), after(7_220))).toEqual({
      ...{ productSeconds: 2, realSeconds: 2, waitSeconds: 0 },
    });
  });

  it('are never below zero: Intercom tells whole seconds', () => {
    expect(timesOf(after(9), after(8))).toEqual({
      ...{ productSeconds: 0, realSeconds: 0, waitSeconds: 0 },
    });
  });

  it('are unknown while it runs', () => {
    const unknown = { productSeconds: null, realSeconds: null, waitSeconds: null };
    expect(timesOf(null, null)).toEqual(unknown);
    expect(
      decisionTimes({
        decision: undefined,
        ...{ played, conversation, clock, settings: defaultSettings },
      }),
    ).toEqual(unknown);
  });
});
