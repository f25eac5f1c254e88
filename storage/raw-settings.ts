import type { Db } from 'mongodb';
import { z } from 'zod';

const stored = z.object({ settings: z.record(z.string(), z.unknown()) });

/**
 * A version of the settings exactly as it was saved, with the names that this version of Sidenote
 * does not know: an edit has to keep them. Empty for a version that was never saved.
 */
export async function rawSettings(
  db: Db,
  appId: string,
  version: number,
): Promise<Readonly<Record<string, unknown>>> {
  const document: unknown = await db.collection('settings').findOne({ appId, version });
  const parsed = stored.safeParse(document);
  return parsed.success ? parsed.data.settings : {};
}
