import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closedLoop, percentiles, summary } from '../../app/bench/measure.ts';
import { type BenchReport, runBench } from '../../app/bench/run.ts';
import { benchWords } from '../../cli/bench-report.ts';
import { hostEnvironment } from '../../config/environment.ts';

describe('measuring', () => {
  it('takes percentiles by nearest rank', () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(percentiles(values)).toEqual({ p50: 50, p95: 95, p99: 99 });
    expect(percentiles([7])).toEqual({ p50: 7, p95: 7, p99: 7 });
    expect(percentiles([]).p50).toBeNaN();
  });

  it('never has more under way than it is told', async () => {
    let underWay = 0;
    let most = 0;
    const { results } = await closedLoop(10, 3, async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await Promise.resolve();
      underWay -= 1;
      return 'done';
    });
    expect(results).toHaveLength(10);
    expect(most).toBe(3);
  });

  it('counts all rounds together', () => {
    const sample = { workflowId: 'w', latencyMs: 10 };
    const rounds = [
      { samples: [sample, sample], seconds: 1 },
      { samples: [sample, sample], seconds: 3 },
    ];
    expect(summary(rounds)).toMatchObject({ perSecond: 1, latencyMs: { p50: 10 } });
  });
});

describe('a small bench', () => {
  let folder: string;
  let report: BenchReport;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sidenote-bench-test-'));
    report = await runBench({
      environment: hostEnvironment(),
      ...{ offline: false, folder, report: () => undefined },
      ...{ messages: 4, concurrency: 2, single: 2 },
      acknowledgements: { perSecond: 10, seconds: 0.5 },
    });
  }, 180_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('compares as many messages with as many bare workflows', () => {
    for (const compared of [report.together, report.single]) {
      const { messages, bare, throughputRatio, p50Ratio } = compared;
      expect(throughputRatio).toBeCloseTo(messages.perSecond / bare.perSecond);
      expect(p50Ratio).toBeCloseTo(messages.latencyMs.p50 / bare.latencyMs.p50);
      expect(messages.latencyMs.p50).toBeLessThanOrEqual(messages.latencyMs.p95);
    }
    expect(report.together).toMatchObject({ pieces: 4, concurrency: 2 });
    expect(report.single).toMatchObject({ pieces: 2, concurrency: 1 });
  });

  it('has every webhook taken', () => {
    const all = { sent: 5, taken: 5 };
    expect(report.acknowledgements).toMatchObject({ working: all, alone: all });
  });

  it('counts what a message with a note costs', () => {
    const { perMessage } = report;
    expect(perMessage.activities).toBe(10);
    // The start and the search attributes at the end come on top of the steps.
    expect(perMessage.actions).toBeGreaterThanOrEqual(12);
    expect(perMessage.events).toBeGreaterThan(3 * perMessage.activities);
    expect(perMessage.bytes).toBeGreaterThan(1_000);
    expect(perMessage.intercomCalls).toBe(5);
    const bySteps = Object.values(perMessage.mongodbCommandsBy);
    expect(perMessage.mongodbCommands).toBeCloseTo(bySteps.reduce((sum, one) => sum + one, 0));
    expect(Object.keys(perMessage.mongodbCommandsBy)).toContain('postNote');
    expect(perMessage.tokens).toBe(0);
  });

  it('is told with its aims beside it', () => {
    const words = benchWords(report);
    for (const aim of ['at least 0.7', 'at most 1.5', 'under 50 ms']) expect(words).toContain(aim);
    expect(words).not.toMatch(/NaN|undefined/);
  });
});
