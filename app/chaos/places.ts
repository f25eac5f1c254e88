/** A bounded number of places, taken in order and several at a time. */
export function createPlaces(all: number) {
  let free = all;
  let most = 0;
  const waiting: { readonly count: number; readonly enter: () => void }[] = [];
  const admit = (): void => {
    for (let next = waiting[0]; next && next.count <= free; next = waiting[0]) {
      waiting.shift();
      free -= next.count;
      most = Math.max(most, all - free);
      next.enter();
    }
  };
  return {
    async take(wanted: number): Promise<() => void> {
      const count = Math.min(wanted, all);
      await new Promise<void>((enter) => {
        waiting.push({ count, enter });
        admit();
      });
      return () => {
        free += count;
        admit();
      };
    },
    /** How many were taken at once at the most. */
    most: () => most,
  };
}
