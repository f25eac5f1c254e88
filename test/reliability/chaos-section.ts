import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { shownFrom } from '../../sandbox/chaos/report.ts';

/** Runs of `sidenote chaos --json` that are committed: one report, or a list of them. */
export const chaosFile = 'docs/reliability/chaos.json';

const counts = z.record(z.string(), z.number());
const report = z.object({
  seed: z.number(),
  messages: z.number(),
  conversations: z.number(),
  seconds: z.number(),
  mostOpen: z.number(),
  mostRuns: z.number(),
  faults: z.array(z.object({ name: z.string(), drawn: z.number(), fired: z.number() })),
  kills: counts,
  outcomes: counts,
  notes: z.number(),
  violations: z.array(z.unknown()),
});
const reports = z.union([z.array(report), report.transform((one) => [one])]);
type Report = z.output<typeof report>;

/** The section of the page on faults and kills at random; says so where nothing was measured. */
export async function chaosSection(file = chaosFile): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => null);
  const words = text === null ? 'No run is kept yet.' : wordsOf(reports.parse(JSON.parse(text)));
  return `## Faults and kills at random

\`npx sidenote chaos\` writes many messages on the real stack, draws faults and kills of processes from a seed, and checks afterwards from the
simulator's log, MongoDB and Temporal that every message has exactly one outcome and no message two notes. The runs that are kept here:

${words}`;
}

function wordsOf(runs: readonly Report[]): string {
  const killed = runs.reduce((sum, run) => sum + total(run.kills), 0);
  return `| seed | messages | conversations | kills | notes | most messages without an outcome at once | most runs open in Temporal | minutes | violations |
|---|---|---|---|---|---|---|---|---|
${runs.map(runRow).join('\n')}

Of all runs together. A fault that fired fewer than ${shownFrom} times is not shown to be survived.

| fault | drawn | fired | |
|---|---|---|---|
${faultRows(runs).join('\n')}

| the last decision of a message | messages |
|---|---|
${countRows(merged(runs.map(({ outcomes }) => outcomes))).join('\n')}

${killed} kills of processes, by the point at which they died:

| point | kills |
|---|---|
${countRows(merged(runs.map(({ kills }) => kills))).join('\n')}`;
}

const runRow = (run: Report): string =>
  row(
    run.seed,
    run.messages,
    run.conversations,
    total(run.kills),
    run.notes,
    run.mostOpen,
    run.mostRuns,
    Math.round(run.seconds / 60),
    run.violations.length,
  );

function faultRows(runs: readonly Report[]): string[] {
  const fired = merged(
    runs.map(({ faults }) => Object.fromEntries(faults.map((one) => [one.name, one.fired]))),
  );
  const drawn = merged(
    runs.map(({ faults }) => Object.fromEntries(faults.map((one) => [one.name, one.drawn]))),
  );
  return Object.entries(drawn).map(([name, count]) =>
    row(`\`${name}\``, count, fired[name] ?? 0, (fired[name] ?? 0) < shownFrom ? 'not shown' : ''),
  );
}

const countRows = (count: Readonly<Record<string, number>>): string[] =>
  Object.entries(count)
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([name, value]) => row(`\`${name}\``, value));

const total = (count: Readonly<Record<string, number>>): number =>
  Object.values(count).reduce((sum, value) => sum + value, 0);

function merged(all: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const count of all) {
    for (const [name, value] of Object.entries(count)) sums[name] = (sums[name] ?? 0) + value;
  }
  return sums;
}

const row = (...cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
