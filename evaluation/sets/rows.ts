import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';

/** Files of a folder, in order; none when there is no such folder. */
export async function filesOf(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();
}

/** Rows of a JSONL file. Throws a sentence that names the file, the line and what is wrong with it. */
export async function readRows<Row>(
  folder: string,
  file: string,
  schema: z.ZodType<Row>,
): Promise<readonly Row[]> {
  const path = join(folder, file);
  const content = await readFile(path, 'utf8');
  const rows = content
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .flatMap((line, at) => (line.trim() === '' ? [] : [parse(line, `${path}:${at + 1}`, schema)]));
  if (rows.length === 0) throw new Error(`${path} has no rows.`);
  return rows;
}

function parse<Row>(line: string, where: string, schema: z.ZodType<Row>): Row {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new Error(`${where} is not as expected: it is no JSON.`);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') ?? '';
  throw new Error(
    `${where} is not as expected: ${field === '' ? '' : `${field}: `}${issue?.message ?? 'unknown'}.`,
  );
}
