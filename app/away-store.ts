import { isDatabaseAway } from '../storage/database-away.ts';
import { isTemporalAway } from '../temporal/temporal-away.ts';

export type Store = 'MongoDB' | 'Temporal';

/** The store that an error says to be away; null: the error is another, and waiting does not help. */
export function awayStore(error: unknown): Store | null {
  if (isDatabaseAway(error)) return 'MongoDB';
  return isTemporalAway(error) ? 'Temporal' : null;
}
