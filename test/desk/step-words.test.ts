import { describe, expect, it } from 'vitest';
import { stepView } from '../../desk/view/step-words.ts';
import type { TraceStep } from '../../domain/run-trace.ts';
import { defaultSettings } from '../../domain/settings.ts';
import { recordedNames, recordedText } from '../support/recorded-histories.ts';
import { readHistory } from '../../temporal/histories.ts';
import { stepsOf } from '../../temporal/run-trace.ts';

const facts = { session: null, settings: defaultSettings, nowMs: 10_000 };
const words = (step: TraceStep) => stepView(step, 0, facts).words;

const activity: Extract<TraceStep, { kind: 'activity' }> = {
  ...{ kind: 'activity', eventId: '5', name: 'postNote', startedAtMs: 2_000, endedAtMs: null },
  ...{ attempt: 1, state: 'running', failure: null },
};
const timer: Extract<TraceStep, { kind: 'timer' }> = {
  ...{ kind: 'timer', eventId: '7', startedAtMs: 9_000, durationMs: 4_000, state: 'waiting' },
};

describe('a step in words', () => {
  it('counts down while it waits, and tells afterwards how long it was', () => {
    expect(words(timer)).toBe("waiting 3 s for Intercom's own rules");
    expect(words({ ...timer, state: 'over' })).toBe("waited 4 s for Intercom's own rules");
    expect(words({ ...timer, state: 'skipped' })).toBe('the wait was skipped');
  });

  it('says why it tries again', () => {
    const step = stepView(
      { ...activity, attempt: 2, state: 'retrying', failure: 'Intercom is away' },
      500,
      facts,
    );
    expect(step).toMatchObject({
      words: 'posting the note',
      trouble: 'attempt 2 follows, after: Intercom is away',
      afterMs: 1_500,
    });
  });

  it('of a killed process has no failure to tell, and says so', () => {
    const { trouble } = stepView({ ...activity, attempt: 2 }, 0, facts);
    expect(trouble).toBe('attempt 2, after: the process that did it is gone');
  });
});

const decisions = recordedNames.filter(
  (name) => !/^(?:review|sweep|sync-knowledge|knowledge-due)/.test(name),
);

it.each(decisions)('tells every step of a recorded run: %s', (name) => {
  const steps = stepsOf(readHistory(recordedText(name), name).history.events ?? [], []);
  const told = steps.map((step) => stepView(step, 0, facts));
  // A message that was decided before is over as soon as its session is opened.
  const last = name === 'suggested-before' ? 'opened a session' : 'recorded the outcome';
  expect(told.at(-1)).toMatchObject({ words: last, state: 'done' });
  for (const [index, { words: told_, state }] of told.entries()) {
    // A name of an activity would be a step that nobody has put into words.
    expect(told_, steps[index]?.eventId).toMatch(/ /);
    expect(state).not.toBe('running');
  }
});
