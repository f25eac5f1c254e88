import type { Acknowledgements } from '../app/bench/acknowledgements.ts';
import type { BenchReport, Compared } from '../app/bench/run.ts';
import { table } from './table.ts';

/** What the project aims for; printed beside what was measured, whatever that is. */
export const aims = { throughputRatio: 0.7, latencyRatio: 1.5, acknowledgementP99Ms: 50 } as const;

const ms = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
const ratio = (value: number): string => value.toFixed(2);

/** The report of a bench as tables. */
export function benchWords(report: BenchReport): string {
  const { together, single, acknowledgements, perMessage } = report;
  const steps = Math.round(perMessage.activities);
  return [
    ...report.servers.map((server) => `Server: ${server}`),
    'Processes: web, worker, worker of the bare workflow; simulator and measuring in a fourth.',
    `Messages: ${report.questions} sample questions that get a note; waits 0, live, extractive model.`,
    `Bare workflow: ${steps} steps that do nothing, same options, same server, in turn with the messages.`,
    '',
    table(
      ['load', 'measured', 'messages', 'bare', 'ratio', 'aim'],
      [...rowsOf(together), ...rowsOf(single)],
    ),
    '',
    table(
      ['webhooks', 'a second', 'sent', 'answered 200', 'p50', 'p99', 'aim for p99'],
      [
        ['the worker at work', ...acknowledgementCells(acknowledgements.working)],
        ['no worker here', ...acknowledgementCells(acknowledgements.alone)],
      ],
    ),
    '',
    table(['a message with a note', 'mean'], perMessageRows(report)),
    '',
    'The ratios compare sides that ran on one machine at one time; the absolute figures are of this machine, busy as it was.',
  ].join('\n');
}

const acknowledgementCells = ({
  perSecond,
  sent,
  taken,
  latencyMs,
}: Acknowledgements): string[] => [
  ...[String(perSecond), String(sent), String(taken), ms(latencyMs.p50), ms(latencyMs.p99)],
  `under ${aims.acknowledgementP99Ms} ms`,
];

function rowsOf(compared: Compared): string[][] {
  const { messages, bare, concurrency, pieces } = compared;
  const load = `${concurrency} at a time (${pieces})`;
  const alone = concurrency === 1;
  return [
    [
      load,
      'a second',
      messages.perSecond.toFixed(1),
      bare.perSecond.toFixed(1),
      ratio(compared.throughputRatio),
      alone ? '' : `at least ${aims.throughputRatio}`,
    ],
    [
      '',
      'latency, p50',
      ms(messages.latencyMs.p50),
      ms(bare.latencyMs.p50),
      ratio(compared.p50Ratio),
      `at most ${aims.latencyRatio}`,
    ],
    [
      '',
      'latency, p95',
      ms(messages.latencyMs.p95),
      ms(bare.latencyMs.p95),
      ratio(compared.p95Ratio),
      `at most ${aims.latencyRatio}`,
    ],
  ];
}

function perMessageRows({ perMessage }: BenchReport): string[][] {
  const byStep = Object.entries(perMessage.mongodbCommandsBy)
    .sort(([, one], [, other]) => other - one)
    .map(([step, count]) => [`  ${step}`, count.toFixed(1)]);
  return [
    ['workflow events', perMessage.events.toFixed(1)],
    ['history', `${(perMessage.bytes / 1_000).toFixed(1)} kB`],
    ['billable actions', perMessage.actions.toFixed(1)],
    ['activities', perMessage.activities.toFixed(1)],
    ['Intercom calls', perMessage.intercomCalls.toFixed(1)],
    ['tokens', `${perMessage.tokens} (the extractive model calls nobody)`],
    ['processor time, worker', ms(perMessage.cpuMs.worker)],
    ['processor time, web', ms(perMessage.cpuMs.web)],
    ['processor time, worker of the bare workflow', ms(perMessage.bareCpuMs)],
    ['MongoDB commands', perMessage.mongodbCommands.toFixed(1)],
    ...byStep,
  ];
}
