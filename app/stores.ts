import { realClock } from './clocks.ts';
import type { SettingsStore } from '../domain/ports.ts';
import { createArticles } from '../storage/articles.ts';
import { createBudgets } from '../storage/budgets.ts';
import { createReviewedConversations } from '../storage/conversations.ts';
import { createDeliveries } from '../storage/deliveries.ts';
import { ensureIndexes } from '../storage/indexes.ts';
import { type Database, connectDatabase, openDatabase } from '../storage/mongodb.ts';
import { createNotes } from '../storage/notes.ts';
import { createSessions } from '../storage/sessions.ts';
import { createSettings } from '../storage/settings.ts';
import { createSources } from '../storage/sources.ts';
import { createSweeps } from '../storage/sweeps.ts';
import { createTopics } from '../storage/topics.ts';
import { createTroubles } from '../storage/troubles.ts';
import { createVectors } from '../storage/vectors.ts';
import { onceThere } from './once-there.ts';
import type { Workspace } from './workspace.ts';

/** Connects to the database and gives every store that lives in it. */
export async function openStores(mongodbUri: string, mode: Workspace['mode'] = null) {
  const database = await connectDatabase(mongodbUri);
  try {
    await ensureIndexes(database.db);
  } catch (error) {
    await database.close();
    throw error;
  }
  return storesIn(database, mode);
}

export type StoresLater = Stores & {
  /** Why a database that answers cannot be used; null: it is used, or away. */
  readonly refusal: () => Error | null;
};

/**
 * The same without waiting for a database that is away: whatever is asked of it fails until it is
 * there. Throws when it is there and cannot be used; `onRefusal` is told when that is found later.
 */
export async function openStoresLater(
  mongodbUri: string,
  mode: Workspace['mode'] = null,
  onRefusal: (refusal: Error) => void = () => undefined,
): Promise<StoresLater> {
  const database = openDatabase(mongodbUri);
  const connect = async (): Promise<void> => {
    await database.connect();
    await ensureIndexes(database.db);
  };
  try {
    const connecting = await onceThere(connect, { everyMs: 1_000, onRefusal });
    const close = async (): Promise<void> => {
      connecting.giveUp();
      await database.close();
    };
    return { ...storesIn({ ...database, close }, mode), refusal: () => connecting.refusal() };
  } catch (error) {
    await database.close();
    throw error;
  }
}

function storesIn(database: Database, mode: Workspace['mode']) {
  const { db } = database;
  return {
    database,
    sessions: createSessions(db),
    notes: createNotes(db),
    settings: withMode(createSettings(db), mode),
    deliveries: createDeliveries(db),
    articles: createArticles(db),
    sources: createSources(db),
    vectors: createVectors(db, realClock),
    reviewed: createReviewedConversations(db),
    sweeps: createSweeps(db),
    budgets: createBudgets(db),
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
