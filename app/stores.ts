import type { SettingsStore } from '../domain/ports.ts';
import { createArticles } from '../storage/articles.ts';
import { createReviewedConversations } from '../storage/conversations.ts';
import { createDeliveries } from '../storage/deliveries.ts';
import { ensureIndexes } from '../storage/indexes.ts';
import { type Database, connectDatabase, openDatabase } from '../storage/mongodb.ts';
import { createNotes } from '../storage/notes.ts';
import { createSessions } from '../storage/sessions.ts';
import { createSettings } from '../storage/settings.ts';
import { createSweeps } from '../storage/sweeps.ts';
import { createTopics } from '../storage/topics.ts';
import { createTroubles } from '../storage/troubles.ts';
import type { Workspace } from './workspace.ts';

/** Connects to the database and gives every store that lives in it. */
export async function openStores(mongodbUri: string, mode: Workspace['mode'] = null) {
  const database = await connectDatabase(mongodbUri);
  await ensureIndexes(database.db);
  return storesIn(database, mode);
}

/** The same without waiting for the database: whatever is asked of it fails until it is there. */
export const openStoresLater = (mongodbUri: string, mode: Workspace['mode'] = null): Stores =>
  storesIn(openDatabase(mongodbUri), mode);

function storesIn(database: Database, mode: Workspace['mode']) {
  const { db } = database;
  return {
    database,
    sessions: createSessions(db),
    notes: createNotes(db),
    settings: withMode(createSettings(db), mode),
    deliveries: createDeliveries(db),
    articles: createArticles(db),
    reviewed: createReviewedConversations(db),
    sweeps: createSweeps(db),
    topics: createTopics(db),
    troubles: createTroubles(db),
  };
}

export type Stores = ReturnType<typeof storesIn>;

/** `SIDENOTE_MODE` wins over what is stored, whoever reads it. */
function withMode(store: SettingsStore, mode: Workspace['mode']): SettingsStore {
  if (mode === null) return store;
  const override = async (reading: ReturnType<SettingsStore['current']>) => {
    const found = await reading;
    return { ...found, settings: { ...found.settings, mode } };
  };
  return {
    current: (appId) => override(store.current(appId)),
    version: (appId, version) => override(store.version(appId, version)),
    save: (edit) => store.save(edit),
  };
}
