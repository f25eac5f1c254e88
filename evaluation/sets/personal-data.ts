import { join } from 'node:path';
import { z } from 'zod';
import { filesOf, readRows } from './rows.ts';

/** What labelled texts name: ours on the right, several where a label can be masked as either; none: left on purpose. */
export const kindsOfLabels = {
  CREDIT_CARD: ['CARD'],
  IBAN_CODE: ['IBAN'],
  US_SSN: ['ID'],
  EMAIL_ADDRESS: ['EMAIL'],
  PHONE_NUMBER: ['PHONE'],
  IP_ADDRESS: ['IP'],
  STREET_ADDRESS: ['ADDRESS'],
  ZIP_CODE: ['ADDRESS'],
  PERSON: ['NAME'],
  DATE_TIME: ['BIRTH'],
  GPE: ['ADDRESS'],
  TITLE: [],
  ORGANIZATION: [],
  NRP: [],
  AGE: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

const row = z.object({
  id: z.string(),
  text: z.string(),
  spans: z.array(z.object({ type: z.string(), start: z.int().min(0), end: z.int().min(0) })),
});
export type LabelledText = z.infer<typeof row>;

export const personalDataSet = 'safety_pii';

/** Reads `safety_pii` in a folder of sets. Throws a sentence where it is not there. */
export async function readPersonalData(data: string): Promise<readonly LabelledText[]> {
  const folder = join(data, personalDataSet);
  const files = (await filesOf(folder)).filter((file) => file.endsWith('.jsonl'));
  if (files.length === 0) throw new Error(`${data} holds no set for privacy: ${personalDataSet}.`);
  const rows = await Promise.all(files.map((file) => readRows(folder, file, row)));
  return rows.flat();
}
