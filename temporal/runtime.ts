import { DefaultLogger, Runtime } from '@temporalio/worker';

let installed = false;

/**
 * Keeps the SDK's own log to errors: it warns of every failed attempt of a step with a page of
 * text, and Temporal's UI shows those better. Once a process, before its first worker.
 */
export function quietRuntime(): void {
  if (installed) return;
  installed = true;
  Runtime.install({ logger: new DefaultLogger('ERROR') });
}
