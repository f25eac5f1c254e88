import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** How a child ended: its exit code, or the signal that ended it. */
export type Ending = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

/** A running program that never outlives the process that started it. */
export type Child = {
  readonly pid: number;
  /** The ending, once there is one. */
  ending(): Ending | undefined;
  /** SIGTERM, then SIGKILL after `graceMs` (default 5000). Resolves when it has ended. */
  stop(graceMs?: number): Promise<void>;
};

export type ChildOptions = {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Takes the child's stdout and stderr, appended. */
  readonly logFile: string;
};

// Waits for the end of its stdin, which comes however the parent ends, also by SIGKILL.
const watchdogScript = `
read -r _
kill -s TERM -- "-$1" 2>/dev/null || exit 0
left=50
while [ "$left" -gt 0 ] && kill -s 0 -- "-$1" 2>/dev/null; do sleep 0.1; left=$((left - 1)); done
kill -s KILL -- "-$1" 2>/dev/null
exit 0`;

/**
 * Starts a program as the leader of its own process group, so that Ctrl-C in the terminal reaches
 * only us and the servers can be stopped last. A watchdog shell ends the group when this process
 * is gone without having called `stop`. Rejects when the program cannot be run.
 */
export async function startChild(options: ChildOptions): Promise<Child> {
  const log = openSync(options.logFile, 'a');
  const child = spawn(options.command, options.args, {
    detached: true,
    env: options.environment,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const pid = await pidOf(child);
  const watchdog = watch(pid);
  let ending: Ending | undefined;
  const ended = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      ending = { code, signal };
      watchdog.kill('SIGKILL');
      resolve();
    });
  });
  child.unref();

  return {
    pid,
    ending: () => ending,
    stop: async (graceMs = 5000) => {
      if (ending !== undefined) return;
      child.ref();
      signalGroup(pid, 'SIGTERM');
      await Promise.race([ended, sleep(graceMs, undefined, { ref: false })]);
      if (ending === undefined) signalGroup(pid, 'SIGKILL');
      await ended;
    },
  };
}

function pidOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('spawn', () => {
      if (child.pid !== undefined) resolve(child.pid);
    });
  });
}

function watch(pid: number): ChildProcess {
  const watchdog = spawn('/bin/sh', ['-c', watchdogScript, 'sidenote-watchdog', String(pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watchdog.on('error', () => {
    signalGroup(pid, 'SIGTERM');
  });
  watchdog.unref();
  if (watchdog.stdin instanceof Socket) watchdog.stdin.unref();
  return watchdog;
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone already, which is what the signal was for.
  }
}
