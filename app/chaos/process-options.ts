import { z } from 'zod';
import { protections } from '../../sandbox/chaos/protections.ts';
import { workspaceOption } from '../workspace-option.ts';

/** What a process of a chaos run is told on its command line, as JSON. */
export const processOptions = z.object({
  part: z.enum(['web', 'worker']),
  temporal: z.object({ address: z.string(), namespace: z.string() }),
  mongodbUri: z.string(),
  taskQueue: z.string(),
  webPort: z.number(),
  workspaces: z.array(workspaceOption).readonly(),
  /** The workspace whose knowledge all of them share. */
  knowledgeOf: z.string(),
  bundleFile: z.string(),
  spoolFolder: z.string(),
  /** Absent: as in production. */
  intercomTimeoutMs: z.number().optional(),
  /** By conversation: the points at which the process kills itself, as JSON in a file. */
  killsFile: z.string(),
  /** Takes a file for each kill that happened, so that each happens once. */
  firedFolder: z.string(),
  /** Takes a file `NAME POINT` for each kill that is due in whatever sweep reaches the point. */
  dueFolder: z.string(),
  /** Protections that are switched off. */
  without: z.array(z.enum(protections)),
});

export type ProcessOptions = z.output<typeof processOptions>;

export const kills = z.record(z.string(), z.array(z.string()));
