import { z } from 'zod';
import { workspaceOption } from '../workspace-option.ts';

/** What the demo's worker process is told on its command line, as JSON; secrets of others come by the environment. */
export const workerOptions = z.object({
  temporal: z.object({ address: z.string(), namespace: z.string() }),
  mongodbUri: z.string(),
  workspace: workspaceOption,
  linkSecret: z.string(),
  publicUrl: z.string(),
  bundleFile: z.string(),
});

export type WorkerOptions = z.output<typeof workerOptions>;

/** A lost answer is looked for after three of these, in real time. */
export const intercomTimeoutMs = 3_000;
