import type { Counts } from '../view/counts.ts';

const plural = (count: number, one: string): string => `${count} ${count === 1 ? one : `${one}s`}`;

/** What came of everything so far, in one line. */
export const Counters = ({ counts }: { counts: Counts }) => (
  <p id="counters" data-live="" class="counters">
    {plural(counts.messages, 'message')} · {plural(counts.notes, 'note')} ·{' '}
    {plural(counts.duplicates, 'duplicate')} · {counts.customerVisible} writes that a customer sees
    {counts.deciding === 0 ? '' : ` · ${counts.deciding} being decided`}
    {counts.quiet.map(([reason, count]) => ` · ${count} quiet: ${reason}`)}
  </p>
);
