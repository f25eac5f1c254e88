/** Work that may be done in slices: it yields wherever something else may be done first. */
export type Steps<Result> = Generator<undefined, Result, undefined>;

/** Does all of it at once. */
export function finish<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** Does steps in its own way: all at once, or with pauses for others. */
export type Run = <Result>(steps: Steps<Result>) => Promise<Result>;

export const atOnce: Run = (steps) =>
  new Promise((resolve) => {
    resolve(finish(steps));
  });
