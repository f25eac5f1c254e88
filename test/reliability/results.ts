import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { z } from 'zod';
import type { FaultId } from '../support/fault.ts';

export type FaultResult = {
  readonly id: FaultId;
  readonly name: string;
  /** From the root of the checkout. */
  readonly file: string;
  readonly outcome: string;
  readonly figures: Readonly<Record<string, number | string>>;
  readonly passed: boolean;
};

export type FullRun = {
  readonly results: readonly FaultResult[];
  /** Test files that could not even be loaded: their faults are unknown, not missing. */
  readonly broken: readonly string[];
  readonly seconds: number;
};

const faultId = z.custom<FaultId>((value) => typeof value === 'string' && /^F\d\d$/.test(value));
const report = z.object({
  startTime: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      endTime: z.number(),
      assertionResults: z.array(
        z.object({
          title: z.string(),
          status: z.string(),
          meta: z.object({
            fault: z
              .object({
                id: faultId,
                outcome: z.string(),
                figures: z.record(z.string(), z.union([z.number(), z.string()])),
              })
              .optional(),
          }),
        }),
      ),
    }),
  ),
});

/** Several runs as one: what a later one measured takes the place of what an earlier one did. */
export async function readAllResults(reportFiles: readonly string[]): Promise<FullRun> {
  const runs = await Promise.all(reportFiles.map(readResults));
  const results = runs.flatMap((run) => run.results);
  const newest = new Map(results.map((one) => [`${one.id} ${one.name}`, one]));
  return {
    results: [...newest.values()],
    broken: runs.flatMap((run) => run.broken),
    seconds: runs.reduce((sum, run) => sum + run.seconds, 0),
  };
}

/** What vitest's JSON reporter wrote of the tests that are named by a fault. */
export async function readResults(reportFile: string): Promise<FullRun> {
  const { startTime, testResults } = report.parse(JSON.parse(await readFile(reportFile, 'utf8')));
  const results = testResults.flatMap(({ name: file, assertionResults }) =>
    assertionResults.flatMap(({ title, status, meta }): FaultResult[] => {
      if (!meta.fault) return [];
      const name = title.replace(/^F\d\d · /, '');
      const passed = status === 'passed';
      return [{ ...meta.fault, name, file: relative(process.cwd(), file), passed }];
    }),
  );
  const broken = testResults
    .filter(({ assertionResults }) => assertionResults.length === 0)
    .map(({ name }) => relative(process.cwd(), name));
  const endTime = Math.max(startTime, ...testResults.map((one) => one.endTime));
  return { results, broken, seconds: Math.round((endTime - startTime) / 1_000) };
}
