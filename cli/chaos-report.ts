import { killedSteps } from '../sandbox/chaos/kill-points.ts';
import { type ChaosReport, type FaultCount, shownFrom } from '../sandbox/chaos/report.ts';
import { start, table } from './table.ts';

const mostTold = 30;

/** A run as people read it. */
export function chaosWords(report: ChaosReport): string {
  const { seed, messages, conversations, seconds, mostOpen, mostRuns, notes } = report;
  const pace = (messages / seconds).toFixed(1);
  return [
    `${messages} messages in ${conversations} conversations in ${Math.round(seconds)} s (${pace} a second), ${notes} notes; at most ${mostOpen} messages and ${mostRuns} runs open at once`,
    table(['fault', 'drawn', 'fired', ''], report.faults.map(faultRow)),
    table(['outcome', 'messages'], rows(report.outcomes)),
    ...(Object.keys(report.kills).length > 0 ? [killTable(report.kills)] : []),
    ...(report.troubles.length > 0
      ? [
          [
            'Processes that ended by themselves, and were started again:',
            ...report.troubles.slice(0, mostTold).map((trouble) => start(trouble, 300)),
          ].join('\n'),
        ]
      : []),
    violationWords(report),
    `Seed ${seed}`,
  ].join('\n\n');
}

const rows = (counts: Readonly<Record<string, number>>): string[][] =>
  Object.entries(counts).map(([name, count]) => [name, String(count)]);

const faultRow = ({ name, drawn, fired }: FaultCount): string[] => [
  ...[name, String(drawn), String(fired)],
  fired < shownFrom ? `not shown: fewer than ${shownFrom}` : '',
];

function killTable(kills: ChaosReport['kills']): string {
  const at = (point: string): string => String(kills[point] ?? 0);
  const around = killedSteps.map((step) => [step, at(`${step}:before`), at(`${step}:after`)]);
  const known = new Set(killedSteps.flatMap((step) => [`${step}:before`, `${step}:after`]));
  const others = Object.keys(kills).filter((point) => !known.has(point));
  return [
    table(['killed at', 'before', 'after'], around),
    ...(others.length === 0
      ? []
      : [
          table(
            ['killed between', 'kills'],
            others.map((point) => [point, at(point)]),
          ),
        ]),
  ].join('\n\n');
}

function violationWords({ violations }: ChaosReport): string {
  if (violations.length === 0) return '0 duplicate notes, 0 lost messages, 0 other violations';
  const told = violations
    .slice(0, mostTold)
    .map(({ rule, conversation, message, words }) => [rule, conversation, message ?? '', words]);
  const more = violations.length - told.length;
  return [
    `${violations.length} violations`,
    table(['promise', 'conversation', 'message', ''], told),
    ...(more > 0 ? [`and ${more} more`] : []),
  ].join('\n');
}
