/**
 * Takes pieces of work until there are none, some at once; one that is done may bring new ones. Ends
 * early when `take` says so. Rejects with the first failure.
 */
export async function workTogether<Piece>(
  atOnce: number,
  take: () => Piece | undefined,
  work: (piece: Piece) => Promise<void>,
): Promise<void> {
  let working = 0;
  const sleeping: (() => void)[] = [];
  const wake = (): void => {
    for (const resume of sleeping.splice(0)) resume();
  };
  async function one(): Promise<void> {
    for (;;) {
      const piece = take();
      if (piece !== undefined) {
        working += 1;
        try {
          await work(piece);
        } finally {
          working -= 1;
          wake();
        }
      } else if (working > 0) await new Promise<void>((resolve) => sleeping.push(resolve));
      else return;
    }
  }
  await Promise.all(Array.from({ length: atOnce }, one));
}
