import { describe, expect, it } from 'vitest';
import { messagesIn } from '../../../sandbox/chaos/conversations.ts';
import { chosenFaults, faultNames, kill } from '../../../sandbox/chaos/faults.ts';
import { decisionSteps, sweepSteps } from '../../../sandbox/chaos/kill-points.ts';
import { drawPlan } from '../../../sandbox/chaos/plan.ts';
import { parseFaultPlan } from '../../../sandbox/intercom/faults/plan.ts';

const full = (seed: number) =>
  drawPlan({
    ...{ seed, messages: 2_000, appIds: ['one', 'two'], kills: 260 },
    faults: new Set(faultNames),
  });

describe('the plan of a chaos run', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(full(7)).toEqual(full(7));
    expect(full(8)).not.toEqual(full(7));
  });

  it('has as many messages as were asked for', () => {
    for (const messages of [1, 2, 17, 300]) {
      const options = { seed: messages, appIds: ['one'], kills: 0, faults: new Set<string>() };
      const { conversations } = drawPlan({ ...options, messages });
      const written = conversations.reduce((sum, { events }) => sum + messagesIn(events), 0);
      expect(written).toBe(messages);
    }
  });

  it('draws every fault often enough to be shown, and as the simulator takes it', () => {
    const { drawn, faults, kills, sweepKills } = full(7);
    expect(Object.keys(drawn).sort()).toEqual([...faultNames].sort());
    for (const [name, count] of Object.entries(drawn)) {
      expect({ name, enough: count >= 24 }).toEqual({ name, enough: true });
    }
    expect(parseFaultPlan(faults).calls.length).toBeGreaterThan(400);
    const at = [...Object.values(kills).flat(), ...sweepKills.map(({ point }) => point)];
    expect(at).toHaveLength(260);
    const steps = [...decisionSteps, 'concludeNote', 'reviewThread', ...sweepSteps];
    for (const point of steps.flatMap((step) => [`${step}:before`, `${step}:after`])) {
      expect(at.filter((one) => one === point).length).toBeGreaterThanOrEqual(5);
    }
  });

  it('knows faults by name or by port, and tells what there is', () => {
    expect([...chosenFaults(['webhook', kill])]).toEqual([
      ...['webhook-lost', 'webhook-duplicate', 'webhook-late', 'webhook-shuffled', 'kill'],
    ]);
    expect(() => chosenFaults(['earthquake'])).toThrow(/no such fault.*mongodb-black-hole/);
  });
});
