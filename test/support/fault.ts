import { type TestContext, test } from 'vitest';

/** A fault of the specification: `F01` to `F36`. */
export type FaultId = `F${number}`;

export type Figures = Record<string, number | string>;

declare module 'vitest' {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- only an interface merges
  interface TaskMeta {
    /** What `docs/reliability.md` says of the test. */
    fault?: { readonly id: FaultId; readonly outcome: string; readonly figures: Figures };
  }
}

type FaultTest = (context: {
  /** Keeps a measured figure for the table; name with its unit: `recovery, s`. */
  readonly figure: (name: string, value: number | string) => void;
  readonly signal: AbortSignal;
}) => Promise<void> | void;

/**
 * A named check of one fault. `outcome`: what must come out, in a few words. Its line in
 * `docs/reliability.md` is made from these and from the figures that it kept.
 */
export function faultTest(
  id: FaultId,
  name: string,
  outcome: string,
  run: FaultTest,
  timeoutMs?: number,
): void {
  test(
    `${id} · ${name}`,
    async ({ task, signal }: TestContext) => {
      const figures: Figures = {};
      task.meta.fault = { id, outcome, figures };
      await run({
        figure: (figureName, value) => {
          figures[figureName] = value;
        },
        signal,
      });
    },
    timeoutMs,
  );
}
