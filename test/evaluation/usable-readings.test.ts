import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const file = new URL('../../evaluation/own/usable-readings.jsonl', import.meta.url);

/** What a reader said of a draft before the rule's label was looked at. */
const readingSchema = z.strictObject({
  set: z.enum(['wixqa', 'techqa']),
  id: z.string().min(1),
  usable: z.boolean(),
  /** The reader could have said the opposite. */
  close: z.boolean(),
  faults: z.array(z.enum(['missing', 'padding', 'foreign', 'orphan', 'wrong-article'])),
  why: z.string().min(1),
});

describe('the drafts read by hand', () => {
  it('are sixty, each of another question, and each unusable one has a fault', async () => {
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    const readings = lines.map((line) => readingSchema.parse(JSON.parse(line)));
    expect(readings).toHaveLength(60);
    expect(new Set(readings.map(({ set, id }) => `${set} ${id}`)).size).toBe(60);
    expect(readings.filter(({ usable, faults }) => !usable && faults.length === 0)).toEqual([]);
  });
});
