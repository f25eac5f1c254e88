/** Real time ran out before the work was done; the work itself may still finish. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
}

/** The work's result, or a `DeadlineError` after `realMs`: no store may hold up an answer. */
export function within<Result>(work: Promise<Result>, realMs: number): Promise<Result> {
  const deadline = AbortSignal.timeout(Math.max(1, Math.round(realMs)));
  return new Promise((resolve, reject) => {
    deadline.addEventListener('abort', () => reject(new DeadlineError('No answer in time.')), {
      once: true,
    });
    work.then(resolve, reject);
  });
}

/** A budget of real time that several steps share. */
export function createBudget(realMs: number): { leftMs(): number } {
  const startedAt = performance.now();
  return { leftMs: () => Math.max(0, realMs - (performance.now() - startedAt)) };
}
