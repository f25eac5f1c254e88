import { open, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Child, type ChildOptions, startChild } from './child-process.ts';
import { reasonOf } from './report.ts';

const pollMs = 50;

/**
 * Starts a server and asks until it answers. Rejects, with the end of its log, when it ends before
 * that or says nothing within `patienceMs` (default 20 s); it is stopped then.
 */
export async function startServer<Answer>(
  options: ChildOptions & {
    /** Resolves with what the server answered; rejects while it does not. */
    readonly ask: () => Promise<Answer>;
    readonly patienceMs?: number;
    /** Called once the program runs, before it answers. */
    readonly onRunning?: (pid: number) => Promise<void>;
  },
): Promise<{ child: Child; answer: Answer }> {
  const logStart = await stat(options.logFile).then(
    (log) => log.size,
    () => 0,
  );
  const child = await startChild(options);
  const patienceMs = options.patienceMs ?? 20_000;
  const giveUpMs = Date.now() + patienceMs;
  let reason = 'it was not asked yet';
  await options.onRunning?.(child.pid);
  while (Date.now() < giveUpMs && child.ending() === undefined) {
    try {
      const answer = await options.ask();
      // Another program may have taken the port in between, and answered instead.
      if (child.ending() === undefined) return { child, answer };
    } catch (error) {
      reason = reasonOf(error);
    }
    await sleep(pollMs);
  }
  const ending = child.ending();
  await child.stop();
  const story =
    ending === undefined
      ? `no answer within ${patienceMs / 1000} s (${reason})`
      : `it ended at once (${ending.signal ?? `code ${ending.code ?? 'unknown'}`})`;
  throw new Error(`${story} ${await textFrom(options.logFile, logStart)}`);
}

async function textFrom(logFile: string, start: number): Promise<string> {
  const log = await open(logFile, 'r');
  try {
    const { size } = await log.stat();
    const from = Math.max(start, size - 800);
    const { buffer, bytesRead } = await log.read(Buffer.alloc(800), 0, 800, from);
    return buffer.toString('utf8', 0, bytesRead).trim();
  } finally {
    await log.close();
  }
}
