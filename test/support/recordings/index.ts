import { beside } from './beside.ts';
import { failed } from './failed.ts';
import { notEligible } from './not-eligible.ts';
import type { Play } from './playing.ts';
import { quiet } from './quiet.ts';
import { suggested } from './suggested.ts';

/**
 * What `test/histories/` holds: a history for each way that a run of ours can take. A decision is
 * named by how it ends, then by how it came to that.
 */
export const recordings: Readonly<Record<string, Play>> = {
  ...suggested,
  ...notEligible,
  ...quiet,
  ...failed,
  ...beside,
};
