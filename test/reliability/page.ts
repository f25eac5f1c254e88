import { type ListedFault, faults } from './faults.ts';
import type { FaultResult, FullRun } from './results.ts';

const opening = `# What Sidenote survives

Made by \`npm run reliability\` from the results of the tests; change those instead of this page.

**At most one note for each customer message, and a second note within a turn only where it names the one that it replaces.** Intercom has
no idempotency key. Every attempt therefore takes the conversation's claim, so that nobody posts beside it, and looks for a note with the
message's own reference code before it posts. An answer that is lost is looked for once the claim has run out, ten seconds later at the
earliest; after five POSTs without an answer the message ends \`note_unconfirmed\`, and nothing is posted again by itself.

**No accepted message without exactly one outcome.** A webhook that was answered 200 is in the database, in Temporal or in a synced file
before the answer. Every step is durable and may run twice. What no webhook brings about is found by a sweep.

**The residual window.** A second note for a message, with the same reference code, can come about in one way: the answer to a POST is
lost, and the thread does not show the note yet when the next attempt looks, because reads lag behind or because Intercom carries the POST
out only then. The look comes ten seconds after the POST has failed at the earliest, and never within the claim of the attempt, which lasts
thirty seconds. Intercom gives no figure for either. F18 widens the window to reads that lag a minute behind, F17 to a POST that takes
effect 40 s late, and both show what comes out: two notes with one code. Nothing is sent to the customer in any case.`;

const longOutage = `**A long outage** (F09 at full size, \`SIDENOTE_FULL=1\`) is 12,000 webhooks in ten minutes of product time, of 4,000 customers who write
three times each. What counts after it is how many messages a second are decided. The local Temporal, which writes by one core, manages
7.5 on two cores: of 12,000 customers who wrote once each, 3,904 had passed their 30 minutes (\`deadlineMs\`) when their turn came, and ended
\`expired\` without a note. None was lost.`;

/** The whole page. `chaos`: the section on random faults. */
export function reliabilityPage(run: FullRun, chaos: string, where: string): string {
  const failed = run.results.filter(({ passed }) => !passed).length;
  const table = faults.flatMap((fault) => rowsOf(fault, run.results));
  return `${opening}

## Every fault by its number

The last full run: ${where}, ${run.results.length} tests in ${run.seconds} s, ${failed} failed. Intercom and the model provider are
simulated; Temporal and the database are real.

| fault | what goes wrong | test | what comes out | last full run |
|---|---|---|---|---|
${table.join('\n')}

${longOutage}

${chaos}
`;
}

function rowsOf({ id, fault, waitsFor }: ListedFault, results: readonly FaultResult[]): string[] {
  const own = results.filter((result) => result.id === id);
  if (own.length === 0) {
    return [row([id, fault, waitsFor ? `open: comes with ${waitsFor}` : 'no test yet', '', ''])];
  }
  return own.map((result, index) =>
    row([
      index === 0 ? id : '',
      index === 0 ? fault : '',
      `[${escape(result.name)}](../${result.file})`,
      escape(result.outcome),
      figuresOf(result),
    ]),
  );
}

const figuresOf = ({ passed, figures }: FaultResult): string =>
  [
    passed ? 'passed' : '**failed**',
    ...Object.entries(figures).map(([name, value]) => escape(`${name}: ${value}`)),
  ].join('; ');

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const escape = (text: string): string => text.replace(/[[\]|\\]/g, '\\$&').replace(/\s+/g, ' ');
