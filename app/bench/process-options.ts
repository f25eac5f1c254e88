import { z } from 'zod';
import { workspaceOption } from '../workspace-option.ts';

/** What a process of the bench is told on its command line, as JSON. */
export const processOptions = z.object({
  part: z.enum(['web', 'worker', 'bare']),
  temporal: z.object({ address: z.string(), namespace: z.string() }),
  mongodbUri: z.string(),
  webPort: z.number(),
  workspace: workspaceOption,
});

export type ProcessOptions = z.output<typeof processOptions>;

/** What a process of the bench has used since it was started. */
export const usage = z.object({
  cpuMs: z.number(),
  /** Commands sent to MongoDB, by the step that sent them; `elsewhere`: by none. */
  commands: z.record(z.string(), z.number()),
});

export type Usage = z.output<typeof usage>;

/** What it says: first that it is ready, then its usage, once for each time that it is asked. */
export const processMessage = z.union([
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('usage'), usage }),
]);

export type ProcessMessage = z.output<typeof processMessage>;
