import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { type Activities, createActivities } from '../../activities/index.ts';
import type { MessageRef } from '../../domain/identifiers.ts';
import { createOpenAiModel } from '../../models/openai.ts';
import { type ModelServer, startModelServer } from '../../sandbox/model-server.ts';
import { type ActivityBench, startActivityBench } from '../support/activity-bench.ts';
import { ownDatabase } from '../support/database.ts';
import { faultTest } from '../support/fault.ts';
import { timeSkippingServer } from '../support/time-skipping.ts';

const minuteMs = 60_000;
const server = timeSkippingServer();
const database = ownDatabase('provider-outage');
let models: ModelServer;
let bench: ActivityBench;
let activities: Activities;

/** Product time follows the clock of the server, which skips what nothing happens in. */
async function followTime(): Promise<() => Promise<void>> {
  const startedMs = await server.environment.currentTimeMs();
  const openedMs = bench.clock.now();
  return async () => {
    const passedMs = (await server.environment.currentTimeMs()) - startedMs;
    bench.clock.set(Math.max(bench.clock.now(), openedMs + passedMs));
  };
}

/** Each attempt of a step begins by looking at the clock. */
function keepingTime(steps: Activities, look: () => Promise<void>): Activities {
  const entries = Object.entries(steps).map(([name, step]) => [
    name,
    async (input: never) => {
      await look();
      return (step as (input: never) => Promise<unknown>)(input);
    },
  ]);
  return Object.fromEntries(entries) as Activities;
}

beforeAll(async () => {
  models = await startModelServer();
});
afterAll(() => models.stop());
let look: () => Promise<void>;
beforeEach(async () => {
  models.reset();
  bench = await startActivityBench(database());
  const model = createOpenAiModel({
    ...{ apiKey: 'key-of-the-test', baseUrl: models.baseUrl, clock: bench.clock },
    ...{ model: 'drafting-model', topicModel: 'topic-model', timeoutMs: 5_000 },
  });
  // Without vectors a model has to say whether a turn is about it.
  await bench.configure({ excludedTopics: ['refund disputes'] });
  look = await followTime();
  activities = keepingTime(createActivities({ ...bench.ports, model }), look);
});
afterEach(() => bench.stop());

const away = { kind: 'error', status: 503 } as const;
const decide = (message: MessageRef) =>
  server.run(
    'assistMessage',
    [{ message, run: 1, cause: 'message', dueAtMs: null, preview: null }],
    activities,
  );

faultTest(
  'F21',
  'the provider is away for thirty minutes',
  'provider_unavailable; no late note',
  async ({ figure }) => {
    models.script(Array.from({ length: 500 }, () => away));
    const startedMs = bench.clock.now();
    const messages: MessageRef[] = [];
    const waitsMs: number[] = [];
    for (let each = 1; each <= 3; each += 1) {
      const message = bench.open();
      messages.push(message);
      const { result, tookMs } = await decide(message);
      expect(result).toEqual({ kind: 'quiet', reason: 'provider_unavailable' });
      waitsMs.push(tookMs);
      await look();
    }
    const calls = models.requests.length;
    expect(bench.clock.now() - startedMs).toBeGreaterThanOrEqual(30 * minuteMs);
    expect(Math.max(...waitsMs)).toBeLessThan(11 * minuteMs);
    expect(Math.min(...waitsMs)).toBeGreaterThan(8 * minuteMs);
    // Once a minute, and a few more until it was noticed.
    expect(calls).toBeLessThan(20 * messages.length);

    models.reset();
    await server.environment.sleep('30 minutes');
    await look();
    const later = bench.open();
    expect((await decide(later)).result).toEqual({ kind: 'suggested' });
    expect(bench.notesOf(later)).toHaveLength(1);
    expect(messages.flatMap((message) => bench.notesOf(message))).toEqual([]);
    figure('longest wait, min', Number((Math.max(...waitsMs) / minuteMs).toFixed(1)));
    figure('calls a message', Math.round(calls / messages.length));
  },
  180_000,
);

faultTest(
  'F21',
  'the provider is away for six minutes',
  'one note',
  async ({ figure }) => {
    models.script(Array.from({ length: 500 }, () => away));
    const backAtMs = bench.clock.now() + 6 * minuteMs;
    const { classifyTopic } = activities;
    activities = {
      ...activities,
      classifyTopic: async (input) => {
        await look();
        if (bench.clock.now() >= backAtMs) models.reset();
        return classifyTopic(input);
      },
    };
    const message = bench.open();
    const { result, tookMs } = await decide(message);
    expect(result).toEqual({ kind: 'suggested' });
    expect(bench.notesOf(message)).toHaveLength(1);
    expect(tookMs).toBeGreaterThan(6 * minuteMs);
    figure('note after, min', Number((tookMs / minuteMs).toFixed(1)));
  },
  120_000,
);
