import { DefaultLogger, Runtime } from '@temporalio/worker';

/** What the SDK logs: `WARN` tells every failed attempt of a step, with the place, without text. */
export type SdkLogLevel = 'WARN' | 'ERROR';

let installed = false;

/** Sets how much the SDK logs; once a process, before its first worker. */
export function installRuntime(logLevel: SdkLogLevel): void {
  if (installed) return;
  installed = true;
  // Whoever starts a worker also stops it; the SDK would do so by itself at a signal.
  Runtime.install({ logger: new DefaultLogger(logLevel), shutdownSignals: [] });
}
