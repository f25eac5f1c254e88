import { helpCenterSource, internalSource } from '../../knowledge/sources/intercom.ts';
import type { Stores } from '../stores.ts';

/** Removes a source and its articles; how many, or null where there is no such source. */
export async function forgetSource(
  { articles, sources }: Pick<Stores, 'articles' | 'sources'>,
  appId: string,
  name: string,
): Promise<number | null> {
  const names = name === helpCenterSource ? [helpCenterSource, internalSource] : [name];
  // First, so that no worker reads it again meanwhile.
  const known = await sources.forget(appId, name);
  let removed = 0;
  for (const one of names) removed += (await articles.replaceSource(appId, one, [])).removed;
  return known || removed > 0 ? removed : null;
}
