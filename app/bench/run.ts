import { sampleQuestions } from '../../sandbox/script/questions.ts';
import { type Acknowledgements, measureAcknowledgements } from './acknowledgements.ts';
import { type HistoryFacts, historyFacts } from './history-facts.ts';
import { type Percentiles, type Round, mean, summary } from './measure.ts';
import type { Usage } from './process-options.ts';
import { type Stage, type StageOptions, openStage } from './stage.ts';
import { bareRound, messageRound, sendMessage } from './work.ts';

export type BenchOptions = StageOptions & {
  /** Conversations of one message each, at `concurrency`; as many bare workflows. */
  readonly messages: number;
  readonly concurrency: number;
  /** Of both, one at a time. */
  readonly single: number;
  readonly acknowledgements: { readonly perSecond: number; readonly seconds: number };
};

/** Both sides under the same load. */
export type Compared = {
  readonly pieces: number;
  readonly concurrency: number;
  readonly messages: Side;
  readonly bare: Side;
  readonly throughputRatio: number;
  readonly p50Ratio: number;
  readonly p95Ratio: number;
};

export type Side = { readonly perSecond: number; readonly latencyMs: Percentiles };

/** Means of the messages at `concurrency`, each of which got a note. */
export type PerMessage = HistoryFacts & {
  readonly mongodbCommands: number;
  /** By the step that sent them; `elsewhere`: the web process. */
  readonly mongodbCommandsBy: Readonly<Record<string, number>>;
  readonly intercomCalls: number;
  /** The extractive model calls nobody. */
  readonly tokens: 0;
  readonly cpuMs: { readonly worker: number; readonly web: number };
  readonly bareCpuMs: number;
};

export type BenchReport = {
  readonly servers: readonly string[];
  readonly questions: number;
  readonly together: Compared;
  readonly single: Compared;
  readonly acknowledgements: {
    /** While the worker works on what the webhooks start, on the same machine. */
    readonly working: Acknowledgements;
    /** With the worker stopped, as if it ran on another machine. */
    readonly alone: Acknowledgements;
  };
  readonly perMessage: PerMessage;
};

/** Both sides alternate this often, so that a busy moment of the machine hits both. */
const alternations = 2;

/** Measures the whole pipeline against a bare workflow of as many steps, on one set of servers. */
export async function runBench(options: BenchOptions): Promise<BenchReport> {
  const { report, messages, concurrency, single } = options;
  const stage = await openStage(options);
  try {
    report('Warming up');
    const { questions, steps } = await warmUp(stage);
    await messageRound(stage, questions, Math.min(messages, 2 * concurrency), concurrency);
    await bareRound(stage, steps, Math.min(messages, 2 * concurrency), concurrency);

    report(`One at a time: ${single} messages and ${single} bare workflows`);
    const alone = await alternate(stage, questions, steps, { pieces: single, concurrency: 1 });
    report(`${concurrency} at a time: ${messages} messages and ${messages} bare workflows`);
    const load = { pieces: messages, concurrency };
    const together = await alternate(stage, questions, steps, load);

    // Now: later on the worker is gone.
    const cost = await perMessage(stage, together);
    const acknowledgements = await acknowledge(stage, questions[0] ?? '', options);
    return {
      servers: stage.servers,
      questions: questions.length,
      together: together.compared,
      single: alone.compared,
      acknowledgements,
      perMessage: cost,
    };
  } finally {
    report('Stopping');
    await stage.stop();
  }
}

/** The sample questions that get a note, and the number of steps that such a note takes. */
async function warmUp(stage: Stage): Promise<{ questions: readonly string[]; steps: number }> {
  const questions: string[] = [];
  let steps = 0;
  for (const { message } of sampleQuestions.filter(({ article }) => article !== null)) {
    const { workflowId, outcome } = await sendMessage(stage, message);
    if (outcome.kind !== 'suggested') continue;
    questions.push(message);
    const history = await stage.client.workflow.getHandle(workflowId).fetchHistory();
    steps = historyFacts(history).activities;
  }
  if (questions.length === 0) throw new Error('No sample question got a note');
  return { questions, steps };
}

async function acknowledge(
  stage: Stage,
  question: string,
  { acknowledgements: rate, report }: BenchOptions,
): Promise<BenchReport['acknowledgements']> {
  report(`Webhooks: ${rate.perSecond} a second for ${rate.seconds} s, then again without a worker`);
  const working = await measureAcknowledgements(stage, question, rate);
  await stage.worker.stop();
  return { working, alone: await measureAcknowledgements(stage, question, rate) };
}

type Used = { readonly worker: Usage; readonly web: Usage; readonly bare: Usage; calls: number };

type Alternated = {
  readonly compared: Compared;
  readonly rounds: readonly Round[];
  readonly before: Used;
  readonly after: Used;
};

async function alternate(
  stage: Stage,
  questions: readonly string[],
  steps: number,
  { pieces, concurrency }: { readonly pieces: number; readonly concurrency: number },
): Promise<Alternated> {
  const share = Math.ceil(pieces / alternations);
  const ours: Round[] = [];
  const bare: Round[] = [];
  const before = await used(stage);
  for (let turn = 0; turn < alternations; turn += 1) {
    ours.push(await messageRound(stage, questions, share, concurrency));
    bare.push(await bareRound(stage, steps, share, concurrency));
  }
  const after = await used(stage);
  const [messages, other] = [summary(ours), summary(bare)];
  const compared = {
    ...{ pieces: share * alternations, concurrency, messages, bare: other },
    throughputRatio: messages.perSecond / other.perSecond,
    p50Ratio: messages.latencyMs.p50 / other.latencyMs.p50,
    p95Ratio: messages.latencyMs.p95 / other.latencyMs.p95,
  };
  return { compared, rounds: ours, before, after };
}

async function used({ worker, web, bare, simulator }: Stage): Promise<Used> {
  const [ofWorker, ofWeb, ofBare] = await Promise.all([worker.usage(), web.usage(), bare.usage()]);
  return { worker: ofWorker, web: ofWeb, bare: ofBare, calls: simulator.calls().length };
}

async function perMessage(
  { client }: Stage,
  { rounds, before, after }: Alternated,
): Promise<PerMessage> {
  const ids = rounds.flatMap(({ samples }) => samples.map(({ workflowId }) => workflowId));
  const facts = await Promise.all(
    ids.map(async (id) => historyFacts(await client.workflow.getHandle(id).fetchHistory())),
  );
  const each = (total: number): number => total / ids.length;
  const commandsBy = difference(
    merged(before.worker.commands, before.web.commands),
    merged(after.worker.commands, after.web.commands),
  );
  return {
    events: mean(facts.map(({ events }) => events)),
    bytes: mean(facts.map(({ bytes }) => bytes)),
    activities: mean(facts.map(({ activities }) => activities)),
    actions: mean(facts.map(({ actions }) => actions)),
    mongodbCommands: each(Object.values(commandsBy).reduce((sum, count) => sum + count, 0)),
    mongodbCommandsBy: Object.fromEntries(
      Object.entries(commandsBy).map(([step, count]) => [step, each(count)]),
    ),
    intercomCalls: each(after.calls - before.calls),
    tokens: 0,
    cpuMs: {
      worker: each(after.worker.cpuMs - before.worker.cpuMs),
      web: each(after.web.cpuMs - before.web.cpuMs),
    },
    bareCpuMs: each(after.bare.cpuMs - before.bare.cpuMs),
  };
}

type Counts = Readonly<Record<string, number>>;

const merged = (one: Counts, other: Counts): Counts =>
  Object.fromEntries(
    [...new Set([...Object.keys(one), ...Object.keys(other)])].map((name) => [
      name,
      (one[name] ?? 0) + (other[name] ?? 0),
    ]),
  );

const difference = (before: Counts, after: Counts): Counts =>
  Object.fromEntries(
    Object.entries(after).map(([name, count]) => [name, count - (before[name] ?? 0)]),
  );
