import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { realClock } from '../../app/clocks.ts';
import { makeLinks } from '../../app/links.ts';
import { makeWeb } from '../../app/make-web.ts';
import type { Workspace } from '../../app/workspace.ts';

/** Where a process dies: at the nth time that it gets there. */
export type WebKill = {
  readonly at: 'accept:after' | 'start:before' | 'start:after';
  readonly nth: number;
};

/** A web process that kills itself; each kill happens once: a file in `folder` tells that it did. */
export type KillableWebOptions = {
  readonly temporalAddress: string;
  readonly mongodbUri: string;
  readonly taskQueue: string;
  readonly workspace: Workspace;
  readonly port: number;
  readonly spoolFolder: string;
  readonly folder: string;
  readonly kills: readonly WebKill[];
};

const options = JSON.parse(process.argv[2] ?? '{}') as KillableWebOptions;
const reached = new Map<string, number>();

function reach(at: WebKill['at']): void {
  const nth = (reached.get(at) ?? 0) + 1;
  reached.set(at, nth);
  if (!options.kills.some((kill) => kill.at === at && kill.nth === nth)) return;
  try {
    writeFileSync(join(options.folder, `${at}-${nth}`), '', { flag: 'wx' });
  } catch {
    return;
  }
  process.kill(process.pid, 'SIGKILL');
}

const secrets = ['s'.repeat(32)];
await makeWeb({
  temporal: { address: options.temporalAddress, namespace: 'default', apiKey: null, tls: null },
  mongodbUri: options.mongodbUri,
  workspaces: [options.workspace],
  links: makeLinks({ secrets, publicUrl: null, loopbackToo: true }, 'http://127.0.0.1', realClock),
  clock: realClock,
  host: '127.0.0.1',
  port: options.port,
  logLevel: 'silent',
  taskQueue: options.taskQueue,
  spool: { folder: options.spoolFolder, maximumBytes: 10_000_000 },
  wrapPorts: ({ deliveries, runs, ...ports }) => ({
    ...ports,
    deliveries: {
      ...deliveries,
      async accept(delivery) {
        const isOpen = await deliveries.accept(delivery);
        reach('accept:after');
        return isOpen;
      },
    },
    runs: {
      ...runs,
      async start(message, cause) {
        reach('start:before');
        const started = await runs.start(message, cause);
        reach('start:after');
        return started;
      },
    },
  }),
});
