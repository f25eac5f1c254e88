import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Evidence } from '../../sandbox/chaos/evidence.ts';
import { reasonOf } from '../../domain/outcome.ts';

/**
 * Writes what a run left behind, a file each, so that somebody else can count: `calls.jsonl` (the
 * simulator's log of requests), `deliveries.jsonl`, `messages.jsonl` (what people did, as the
 * simulator has it) and `outcomes.jsonl` (what the product recorded).
 */
export async function exportEvidence(folder: string, evidence: Evidence): Promise<void> {
  await mkdir(folder, { recursive: true });
  const write = (name: string, rows: readonly object[]): Promise<void> =>
    writeFile(
      join(folder, `${name}.jsonl`),
      rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
    );
  await write('calls', evidence.calls);
  await write('deliveries', evidence.deliveries);
  await write('messages', [
    ...evidence.messages.map(({ message, writtenAtMs, ...rest }) => ({
      ...{ kind: 'message', ...message, atMs: writtenAtMs, ...rest },
    })),
    ...evidence.acts,
  ]);
  await write(
    'outcomes',
    evidence.recorded.map(({ message, ended, outcomes, note }) => {
      const last = outcomes.at(-1) ?? null;
      return {
        ...{ ...message, ended, decisions: outcomes.length, outcome: last?.kind ?? null },
        ...{ reason: last && reasonOf(last), note: note?.referenceCode ?? null },
      };
    }),
  );
}
