import { readFile } from 'node:fs/promises';
import { YAMLParseError, parse } from 'yaml';
import { type FaultPlan, parseFaultPlan } from './plan.ts';

/** Reads a fault plan from a JSON or YAML file; throws with all that is wrong in words. */
export async function readFaultPlan(file: string): Promise<FaultPlan> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Error(`${file}: there is no such file.`);
  });
  try {
    return parseFaultPlan(parse(text));
  } catch (error) {
    if (error instanceof YAMLParseError) {
      throw new Error(`${file}: this is neither JSON nor YAML: ${error.message}`, { cause: error });
    }
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
