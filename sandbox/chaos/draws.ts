import { createRandom } from '../intercom/state/random.ts';

export type Draws = ReturnType<typeof createDraws>;

/** Everything that is drawn comes from one seed, in one order. */
export function createDraws(seed: number) {
  const random = createRandom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[below(items.length)];
    if (item === undefined) throw new Error('There is nothing to draw from');
    return item;
  };
  return {
    below,
    pick,
    /** Whole numbers, both ends included. */
    between: (least: number, most: number): number => least + below(most - least + 1),
    /** One of these, as often as its weight says. */
    weighted<Item extends { readonly weight: number }>(items: readonly Item[]): Item {
      let left = random() * items.reduce((sum, { weight }) => sum + weight, 0);
      for (const item of items) {
        left -= item.weight;
        if (left < 0) return item;
      }
      return pick(items);
    },
    shuffled<Item>(items: readonly Item[]): Item[] {
      const all = [...items];
      for (let last = all.length - 1; last > 0; last -= 1) {
        const other = below(last + 1);
        const [one, two] = [all[last], all[other]];
        if (one === undefined || two === undefined) continue;
        [all[last], all[other]] = [two, one];
      }
      return all;
    },
  };
}
