import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { readRows } from './rows.ts';

const folder = join(import.meta.dirname, '../own');

const turnSchema = z.strictObject({
  id: z.string().min(1),
  kind: z.string().min(1),
  /** A note, none, or none since only the customer's account knows. */
  expects: z.enum(['answer', 'nothing', 'account']),
  language: z.string().length(2),
  context: z.array(
    z.strictObject({ from: z.enum(['customer', 'teammate', 'bot']), text: z.string().min(1) }),
  ),
  messages: z.array(z.string().min(1)).min(1),
});
export type LabelledTurn = z.output<typeof turnSchema>;

const exclusionSchema = z.strictObject({
  set: z.string().min(1),
  intent: z.string().min(1),
  sentence: z.string().min(1),
});
export type ExclusionSentence = z.output<typeof exclusionSchema>;

const mixedSchema = z.strictObject({
  id: z.string().min(1),
  excluded: z.string().min(1),
  text: z.string().min(1),
});
export type MixedTurn = z.output<typeof mixedSchema>;

/** Turns that say whether they need an answer. */
export const readTurns = (): Promise<readonly LabelledTurn[]> =>
  readRows(folder, 'turns.jsonl', turnSchema);

/** One plain sentence for an intent of a labelled set, written by the intent's name alone. */
export const readExclusions = (): Promise<readonly ExclusionSentence[]> =>
  readRows(folder, 'exclusions.jsonl', exclusionSchema);

/** Messages with one excluded and one allowed question. */
export const readMixed = (): Promise<readonly MixedTurn[]> =>
  readRows(folder, 'mixed.jsonl', mixedSchema);

/** One half was looked at while the classifier was made, the other was only counted. */
export const halfOf = ({ id }: LabelledTurn): 'tuned' | 'held' =>
  (createHash('sha256').update(id).digest()[0] ?? 0) % 2 === 0 ? 'tuned' : 'held';
