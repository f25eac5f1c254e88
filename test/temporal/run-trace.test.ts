import { describe, expect, it } from 'vitest';
import { readHistory } from '../../temporal/histories.ts';
import { stepsOf } from '../../temporal/run-trace.ts';
import { recordedText } from '../support/recorded-histories.ts';

const eventsOf = (name: string) => readHistory(recordedText(name), name).history.events ?? [];
const namesOf = (name: string) =>
  stepsOf(eventsOf(name), []).map((step) => (step.kind === 'activity' ? step.name : step.kind));

describe('the trace of a run', () => {
  it('has its steps in order, and its wait between two readings; deadlines are no waits', () => {
    expect(namesOf('excluded-topic')).toEqual([
      'openSession',
      'fetchThread',
      'timer',
      'fetchThread',
      'checkEligibility',
      'classifyTopic',
      'recordOutcome',
    ]);
    expect(namesOf('suggested').filter((name) => name === 'postNote')).toHaveLength(1);
  });

  it('tells how often a step was tried, and why', () => {
    const steps = stepsOf(eventsOf('suggested-after-lost-answer'), []);
    const note = steps.find((step) => step.kind === 'activity' && step.name === 'postNote');
    expect(note).toMatchObject({ state: 'done', attempt: 2, failure: expect.any(String) });
  });

  it('of a run that goes on says what it does now', () => {
    const events = eventsOf('suggested');
    const at = events.findIndex(
      ({ activityTaskScheduledEventAttributes: scheduled }) =>
        scheduled?.activityType?.name === 'draftReply',
    );
    const { activityId } = events[at]?.activityTaskScheduledEventAttributes ?? {};
    const cut = events.slice(0, at + 1);
    expect(stepsOf(cut, []).at(-1)).toMatchObject({ name: 'draftReply', state: 'running' });
    const pending = { activityId: activityId ?? '', attempt: 3, lastFailure: { message: 'away' } };
    expect(stepsOf(cut, [pending]).at(-1)).toMatchObject({
      ...{ name: 'draftReply', state: 'retrying', attempt: 3, failure: 'away', endedAtMs: null },
    });
  });
});
