import { describe, expect, it, vi } from 'vitest';
import type { Protection } from '../../sandbox/chaos/protections.ts';
import type { Violation } from '../../sandbox/chaos/violation.ts';
import { playChaos } from '../support/chaos.ts';
import {
  type Scenario,
  answeredInOutage,
  lostAnswer,
  overtaken,
  planOf,
  secondUntold,
  slowNote,
  untold,
} from './scenarios.ts';

// Each of them waits for most of its time, and starts processes of its own.
vi.setConfig({ maxConcurrency: 3 });
const conversations = 3;
/** What nothing can bring back is waited for no longer than this. */
const soonMs = 15_000;
const timeout = 300_000;

/** What is broken when these conversations are played without the protections. */
async function violations(
  scenarios: readonly Scenario[],
  without: readonly Protection[],
  patienceMs?: number,
): Promise<readonly Violation[]> {
  const { report } = await playChaos({
    plan: (appIds) => planOf(scenarios, conversations, appIds),
    without,
    ...(patienceMs === undefined ? {} : { patienceMs, recoveryMs: patienceMs }),
  });
  expect(report.messages).toBeGreaterThanOrEqual(conversations);
  return report.violations;
}

/** The rules alone: how many break them is left to chance. */
const broken = async (...run: Parameters<typeof violations>): Promise<readonly string[]> =>
  (await violations(...run)).map(({ rule }) => rule);

describe.concurrent('a chaos run', { timeout }, () => {
  it('breaks no promise with every protection on', async () => {
    const all = [lostAnswer, slowNote, answeredInOutage, overtaken, secondUntold, untold];
    expect(await violations(all, [])).toEqual([]);
  });

  it('writes a note twice without the look before posting', async () => {
    expect(await broken([lostAnswer], ['look-before-post'])).toContain('duplicate_note');
  });

  it('writes a note beside another that it does not name without the claim', async () => {
    expect(await broken([slowNote], ['claim'])).toContain('unnamed_note');
  });

  it('loses an accepted message in an outage without the delivery row', async () => {
    expect(await broken([answeredInOutage], ['delivery-row'], soonMs)).toContain('lost_message');
  });

  it('writes a note for an overtaken message without the supersede check', async () => {
    expect(await broken([overtaken], ['supersede-check'])).toContain('stale_note');
  });

  it('loses a message without the hand-on, where no webhook and no sweep starts it', async () => {
    expect(await broken([secondUntold], ['hand-on', 'sweep'], soonMs)).toContain('lost_message');
    expect(await violations([secondUntold], ['sweep'])).toEqual([]);
  });

  it('loses a message that no webhook told of without the sweep', async () => {
    expect(await broken([untold], ['sweep'], soonMs)).toContain('lost_message');
  });
});
