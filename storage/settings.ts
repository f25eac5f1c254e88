import { isDeepStrictEqual } from 'node:util';
import type { Collection, Db } from 'mongodb';
import { z } from 'zod';
import type { SettingsStore } from '../domain/ports.ts';
import { type VersionedSettings, defaultSettings } from '../domain/settings.ts';
import { insertOnce } from './mongodb.ts';
import { settingsSchema } from './settings-schema.ts';

type SettingsDocument = {
  readonly _id: string;
  readonly appId: string;
  readonly version: number;
  /** Of the document's shape, for later upgrades. */
  readonly schemaVersion: 1;
  readonly settings: unknown;
  readonly savedAtMs: number;
};

const plainObject = z.record(z.string(), z.unknown());

/** Names in `raw` that `known` does not have, as dotted paths; lists are not looked into. */
function unknownNames(raw: unknown, known: unknown, path = ''): string[] {
  const given = plainObject.safeParse(raw);
  const allowed = plainObject.safeParse(known);
  if (!given.success || !allowed.success || Array.isArray(raw)) return [];
  return Object.entries(given.data).flatMap(([name, value]) =>
    name in allowed.data
      ? unknownNames(value, allowed.data[name], `${path}${name}.`)
      : [`${path}${name}`],
  );
}

function read(document: SettingsDocument | null): VersionedSettings {
  if (!document) return { version: 0, settings: defaultSettings, unknownNames: [] };
  return {
    version: document.version,
    settings: settingsSchema.parse(document.settings),
    unknownNames: unknownNames(document.settings, defaultSettings),
  };
}

const problemsOf = (error: z.ZodError): string[] =>
  error.issues.map((issue) => `${issue.path.join('.') || 'settings'}: ${issue.message}`);

/** What is wrong with settings that may leave out whatever has a default; empty: nothing. */
export function problemsIn(settings: unknown): string[] {
  const parsed = settingsSchema.safeParse(settings);
  return parsed.success ? [] : problemsOf(parsed.error);
}

/** The collection `settings`: a document a version, never changed once written. */
export function createSettings(db: Db): SettingsStore {
  const collection: Collection<SettingsDocument> = db.collection('settings');
  // A version never changes once written, so it is read once.
  const versions = new Map<string, VersionedSettings>();
  const newest = (appId: string) => collection.findOne({ appId }, { sort: { version: -1 } });

  return {
    current: async (appId) => read(await newest(appId)),

    async version(appId, version) {
      const key = `${appId}:${version}`;
      const known = versions.get(key);
      if (known) return known;
      const document = await collection.findOne({ _id: key });
      const found = read(document);
      if (document) {
        if (versions.size >= 1_000) versions.clear();
        versions.set(key, found);
      }
      return found;
    },

    async save({ appId, base, settings, nowMs }) {
      const parsed = settingsSchema.safeParse(settings);
      if (!parsed.success) return { kind: 'invalid', problems: problemsOf(parsed.error) };
      const current = read(await newest(appId));
      if (current.version !== base) return { kind: 'conflict', current };
      if (isDeepStrictEqual(current.settings, parsed.data)) return { kind: 'unchanged', current };
      const version = base + 1;
      const document: SettingsDocument = {
        _id: `${appId}:${version}`,
        appId,
        version,
        schemaVersion: 1,
        settings,
        savedAtMs: nowMs,
      };
      if (!(await insertOnce(collection.insertOne(document)))) {
        return { kind: 'conflict', current: read(await newest(appId)) };
      }
      return { kind: 'saved', saved: read(document) };
    },
  };
}
