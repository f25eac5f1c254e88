import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Environment } from '../../config/environment.ts';
import {
  type ProcessMessage,
  type ProcessOptions,
  type Usage,
  processMessage,
} from './process-options.ts';

export type BenchProcess = {
  usage(): Promise<Usage>;
  stop(): Promise<void>;
};

const entry = fileURLToPath(new URL('./process.ts', import.meta.url));

/** Starts a part of the product in a process of its own and waits until it works. */
export async function startProcess(
  options: ProcessOptions,
  environment: Environment,
): Promise<BenchProcess> {
  const child = fork(entry, [JSON.stringify(options)], {
    env: { ...environment },
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const gone = once(child, 'exit');
  const next = async (): Promise<ProcessMessage> => {
    const abort = new AbortController();
    try {
      const said: unknown[] = await Promise.race([
        once(child, 'message', { signal: abort.signal }),
        gone.then(() => {
          throw new Error(`The ${options.part} of the bench ended`);
        }),
      ]);
      return processMessage.parse(said[0]);
    } finally {
      abort.abort();
    }
  };
  await next();
  return {
    async usage() {
      child.send('usage');
      const message = await next();
      if (message.kind !== 'usage') throw new Error('A process of the bench said something else');
      return message.usage;
    },
    async stop() {
      if (child.connected) child.send('stop');
      await gone;
    },
  };
}
