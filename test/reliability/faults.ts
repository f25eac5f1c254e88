import type { FaultId } from '../support/fault.ts';

export type ListedFault = {
  readonly id: FaultId;
  /** What goes wrong. */
  readonly fault: string;
  /** Work that its subject waits for; without it a test is due now. */
  readonly waitsFor?: string;
};

/** Every fault that the product has to survive, in order. */
export const faults: readonly ListedFault[] = [
  { id: 'F01', fault: 'the same webhook 2 to 20 times, at once' },
  { id: 'F02', fault: "webhooks out of order; the teammate's reply first" },
  { id: 'F03', fault: 'three customer messages within the wait' },
  { id: 'F04', fault: 'a new message while a draft is being written' },
  { id: 'F05', fault: 'signature wrong, missing or cut; the previous secret' },
  { id: 'F06', fault: '2 MB, no JSON, wrong type, unknown topic, `ping`' },
  { id: 'F07', fault: 'MongoDB down when a webhook comes' },
  { id: 'F08', fault: 'Temporal down when a webhook comes' },
  { id: 'F09', fault: 'both down for ten minutes' },
  { id: 'F10', fault: 'web process killed between the row and the start' },
  { id: 'F11', fault: 'web process killed after the start, before its 200' },
  { id: 'F12', fault: 'a webhook is never sent' },
  { id: 'F13', fault: 'a webhook comes after the sweep has found its message' },
  { id: 'F14', fault: 'worker killed before or after a call of the model' },
  { id: 'F15', fault: 'worker killed after Intercom has taken the note' },
  { id: 'F16', fault: 'the note is taken, the answer lost: reset, 502, 504' },
  { id: 'F17', fault: 'a slow POST: attempt 1 ends after attempt 2 has begun' },
  { id: 'F18', fault: 'reads are stale after the POST: for 10 s, for 60 s' },
  { id: 'F19', fault: 'Intercom answers 429 and names the reset' },
  { id: 'F20', fault: 'Intercom answers 401, 404, 422' },
  { id: 'F21', fault: 'model: 429, 503, timeouts, half an hour away' },
  { id: 'F22', fault: 'model: quota used up, bad key' },
  { id: 'F23', fault: 'model: invalid, refusing, empty, cut off, 1 MB, wrong ids' },
  {
    ...{ id: 'F24', fault: 'the model obeys what a customer or an article tells it' },
    waitsFor: 'the work on drafts',
  },
  { id: 'F25', fault: 'two workspaces with equal ids' },
  { id: 'F26', fault: 'import of hostile addresses and files' },
  { id: 'F27', fault: 'new workflow code while runs are open' },
  { id: 'F28', fault: 'SIGTERM with 50 webhooks and 10 steps under way' },
  { id: 'F29', fault: 'workers restarted one after the other under load' },
  { id: 'F30', fault: 'MongoDB steps down; a write is done and its answer lost' },
  { id: 'F31', fault: '100 drafts with a budget for 10' },
  { id: 'F32', fault: 'automatic replies every two seconds' },
  {
    ...{ id: 'F33', fault: 'key rotated; wrong key at the start' },
    waitsFor: 'encryption at rest',
  },
  {
    ...{ id: 'F34', fault: 'erasure while a draft is being written' },
    waitsFor: 'the command `erase`',
  },
  { id: 'F35', fault: 'the clock jumps an hour, ahead and back' },
  { id: 'F36', fault: 'MongoDB restored as it was a day ago' },
];
