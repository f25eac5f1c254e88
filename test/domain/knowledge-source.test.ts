import { describe, expect, it } from 'vitest';
import { type KnownSource, dueAtMs, dueSources } from '../../domain/knowledge-source.ts';

const minuteMs = 60_000;
const pace = { everyMs: 15 * minuteMs, siteEveryMs: 360 * minuteMs };
const nowMs = 1_000 * minuteMs;

const tried = (minutesAgo: number, changes: Partial<KnownSource> = {}): KnownSource => ({
  ...{ appId: 'shop', name: 'help', kind: 'intercom', address: null },
  ...{ allowPrivate: false, pages: null, followed: true, failedReadings: 0, readAtMs: null },
  reading: {
    ...{ triedAtMs: nowMs - minutesAgo * minuteMs, trouble: null, articles: 1 },
    ...{ added: 0, changed: 0, removed: 0, kept: 0, failures: [], failed: 0 },
  },
  ...changes,
});
const look = (sources: readonly KnownSource[], failedOnly = false, given = pace) => {
  const { due, nextInMs } = dueSources(sources, { pace: given, nowMs, failedOnly });
  return { due: due.map(({ name }) => name), nextInMs };
};

describe('when a source is read again', () => {
  it('by the schedule, web sites less often, and what nobody follows never', () => {
    const sources = [
      tried(14, { name: 'help' }),
      tried(14, { name: 'site', kind: 'site' }),
      tried(400, { name: 'old site', kind: 'site' }),
      tried(9_000, { name: 'folder', kind: 'path', followed: false }),
    ];
    // A run of the schedule that comes a little early finds what it is there for.
    expect(look(sources)).toEqual({ due: ['help', 'old site'], nextInMs: null });
  });

  it('not before the schedule comes by where nothing failed, however long a reading takes', () => {
    expect(look([tried(14)], true)).toEqual({ due: [], nextInMs: null });
    expect(look([tried(60)], true)).toEqual({ due: [], nextInMs: null });
  });

  it('sooner after a failure, each time less soon, and never later than usual', () => {
    const waits = [1, 2, 3, 4, 5, 6, 60].map((failedReadings) => {
      const source = tried(0, { failedReadings });
      return (dueAtMs(source, pace) - nowMs) / minuteMs;
    });
    expect(waits).toEqual([0.5, 1, 2, 4, 8, 15, 15]);
    expect(dueAtMs(tried(0, { kind: 'site', failedReadings: 1 }), pace) - nowMs).toBe(
      15 * minuteMs,
    );
  });

  it('says how long to wait for the next try, unless the schedule comes by before', () => {
    const failed = tried(0, { failedReadings: 1 });
    expect(look([failed, tried(0)], true)).toEqual({ due: [], nextInMs: minuteMs / 2 });
    expect(look([tried(1, { failedReadings: 1 })], true)).toEqual({
      due: ['help'],
      nextInMs: null,
    });
    expect(look([tried(0, { failedReadings: 9 })], true)).toEqual({ due: [], nextInMs: null });
  });

  it('that failed even where nothing is read on a schedule, for an hour at most', () => {
    const never = { everyMs: Infinity, siteEveryMs: Infinity };
    expect(look([tried(9_000)], false, never)).toEqual({ due: [], nextInMs: null });
    const failed = (failedReadings: number) => [tried(0, { failedReadings })];
    expect(look(failed(2), true, never).nextInMs).toBe(minuteMs);
    expect(look(failed(12), true, never)).toEqual({ due: [], nextInMs: null });
  });

  it('at once where its last try lies in the future: a clock was wrong', () => {
    expect(look([tried(-9_000)]).due).toEqual(['help']);
  });
});
