import { createRequire } from 'node:module';
import { bundleWorkflowCode } from '@temporalio/worker';

const require = createRequire(import.meta.url);

/**
 * The workflow code as the sandbox loads it; made once, shared by workers and replays. Another
 * file's workflows can be bundled in the same way.
 */
export const bundleWorkflows = (workflowsPath = require.resolve('../workflows/index.ts')) =>
  bundleWorkflowCode({ workflowsPath, logger: quietLogger });

const ignore = (): void => undefined;
const quietLogger = {
  log: ignore,
  trace: ignore,
  debug: ignore,
  info: ignore,
  warn: ignore,
  error: ignore,
};
