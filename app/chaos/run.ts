import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { messageKey } from '../../domain/identifiers.ts';
import type { Evidence } from '../../sandbox/chaos/evidence.ts';
import { violationsOf } from '../../sandbox/chaos/invariants.ts';
import { mustHaveOutcome } from '../../sandbox/chaos/obligations.ts';
import { kill } from '../../sandbox/chaos/faults.ts';
import type { ChaosPlan } from '../../sandbox/chaos/plan.ts';
import { type ChaosReport, reportOf } from '../../sandbox/chaos/report.ts';
import type { Environment } from '../../config/environment.ts';
import type { Protection } from '../../sandbox/chaos/protections.ts';
import { pause } from '../pause.ts';
import { collect, workflowIds } from './collect.ts';
import { type Driven, drive } from './drive.ts';
import { watchOutcomes } from './outcomes-watch.ts';
import { type ChaosServers, type ChaosStage, openChaosStage } from './stage.ts';
import { watchPosting } from './posting-watch.ts';
import { createStoreFaults } from './store-faults.ts';
import { createSweepKills } from './sweep-kills.ts';

export type ChaosOptions = {
  readonly servers: ChaosServers;
  readonly seed: number;
  readonly plan: (appIds: readonly string[]) => ChaosPlan;
  /** Messages without an outcome at a time. */
  readonly open: number;
  /** Product settings' waits. */
  readonly waitMs: number;
  /** Real milliseconds between two sweeps. */
  readonly sweepMs: number;
  readonly workers: number;
  readonly without: readonly Protection[];
  /** How long a message may hold up the rest of its conversation; default 15 minutes. */
  readonly patienceMs?: number;
  /** After the last message: what has no outcome then is lost. */
  readonly recoveryMs: number;
  readonly folder: string;
  readonly environment: Environment;
  readonly report: (line: string) => void;
  readonly intercomTimeoutMs?: number;
};

export type ChaosResult = { readonly report: ChaosReport; readonly evidence: Evidence };

/** Conversations are spread over these, so that a rate limit stalls a part of them. */
const workspaceCount = 4;
const tellEveryMs = 5_000;
/** Longer than posting goes on when Intercom is away: nothing gives its place to another before. */
const patienceMs = 900_000;

/** Plays a plan on the real stack, waits until all is quiet, and checks what was promised. */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const { seed, report } = options;
  const name = randomBytes(4).toString('hex');
  const appIds = Array.from({ length: workspaceCount }, (_, index) => `w${name}${index + 1}`);
  const plan = options.plan(appIds);
  report(
    `Seed ${seed}: ${plan.messages} messages in ${plan.conversations.length} conversations, ${plan.drawn[kill] ?? 0} kills`,
  );
  const stage = await openChaosStage({ ...options, plan, appIds, taskQueue: `chaos-${name}` });
  const startedAt = performance.now();
  const outcomes = watchOutcomes(stage.stores, appIds);
  const posting = watchPosting(stage.simulator);
  const storeFaults = createStoreFaults(plan, stage.proxies);
  const sweepKills = createSweepKills(plan, stage.dueFolder);
  let mostRuns = 0;
  let written = 0;
  const seconds = (): number => Math.round((performance.now() - startedAt) / 1_000);
  const watching = repeat(tellEveryMs, async () => {
    const { count } = await stage.client.workflow.count(
      `TaskQueue = "${stage.taskQueue}" AND ExecutionStatus = "Running"`,
    );
    mostRuns = Math.max(mostRuns, count);
    const kills = stage.workers.deaths() + stage.web.deaths();
    report(`${seconds()} s: ${written} of ${plan.messages} written, ${count} runs, ${kills} kills`);
  });
  try {
    const driven = await drive(plan, {
      ...{ simulator: stage.simulator, outcomes, posting, appIds, open: options.open },
      patienceMs: options.patienceMs ?? patienceMs,
      onMessage: (count) => {
        written = count;
        storeFaults.reached(count);
        sweepKills.reached(count);
      },
    });
    await storeFaults.end();
    report(`${seconds()} s: all conversations are over, waiting until all is quiet`);
    await allQuiet(stage, driven, options.recoveryMs);
    const evidence = await collect(stage, driven);
    return {
      evidence,
      report: reportOf({
        ...{ seed, plan, evidence, mostRuns, mostOpen: driven.mostOpen },
        seconds: (performance.now() - startedAt) / 1_000,
        fired: { ...storeFaults.fired() },
        killedAt: await killedAt(stage.firedFolder),
        troubles: [...stage.web.troubles, ...stage.workers.troubles],
        violations: violationsOf(evidence),
      }),
    };
  } finally {
    await watching.stop();
    await outcomes.stop();
    await posting.stop();
    await stage.stop();
  }
}

/** Waits until whatever owes an outcome has it, and no run is open, three times in a row. */
async function allQuiet(stage: ChaosStage, driven: Driven, recoveryMs: number): Promise<void> {
  const givenUpAt = performance.now() + recoveryMs;
  let quietLooks = 0;
  while (quietLooks < 3 && performance.now() < givenUpAt) {
    await pause(500);
    quietLooks = (await isQuiet(stage, driven)) ? quietLooks + 1 : 0;
  }
}

async function isQuiet(stage: ChaosStage, { messages, acts }: Driven): Promise<boolean> {
  const deliveries = stage.simulator.deliveries();
  const isUnderWay = deliveries.some(
    ({ outcome, attempts }) => outcome === 'pending' && attempts.length === 0,
  );
  if (isUnderWay) return false;
  const owed = mustHaveOutcome({ messages, acts, deliveries }).map(messageKey);
  const ended = await stage.stores.database.db
    .collection<{ _id: string }>('sessions')
    .countDocuments({ _id: { $in: owed }, status: 'ended' });
  if (ended < owed.length) return false;
  return (await workflowIds(stage, 'ExecutionStatus = "Running"')).length === 0;
}

/** Every kill that happened, by its point. */
const killedAt = async (firedFolder: string): Promise<readonly string[]> =>
  (await readdir(firedFolder)).map((file) => file.slice(file.indexOf(' ') + 1));

/** Does a thing again and again, until it is stopped; a failure is tried again as well. */
function repeat(everyMs: number, work: () => Promise<void>) {
  const stopping = new AbortController();
  const working = (async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await work().catch(() => undefined);
      await pause(everyMs, stopping.signal);
    }
  })();
  return {
    async stop(): Promise<void> {
      stopping.abort();
      await working;
    },
  };
}
