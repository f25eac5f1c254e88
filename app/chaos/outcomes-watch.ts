import type { Collection } from 'mongodb';
import { type MessageRef, messageKey } from '../../domain/identifiers.ts';
import type { Stores } from '../stores.ts';
import { pause } from '../pause.ts';

const lookEveryMs = 200;
const onlyStatus = { projection: { status: 1 } };

type Row = { readonly _id: string; readonly appId: string; readonly status: string };

export type OutcomesWatch = ReturnType<typeof watchOutcomes>;

/** Learns which messages have their outcome. Asks by indexed fields alone: a look must cost little. */
export function watchOutcomes({ database }: Stores, appIds: readonly string[]) {
  const sessions: Collection<Row> = database.db.collection('sessions');
  const waiting = new Map<string, (() => void)[]>();
  let stopped = false;

  const look = async (): Promise<void> => {
    const keys = [...waiting.keys()];
    if (keys.length === 0) return;
    const open = await Promise.all(
      appIds.map((appId) => sessions.find({ appId, status: 'open' }, onlyStatus).toArray()),
    );
    const waits = new Set(open.flat().map(({ _id }) => _id));
    const others = keys.filter((key) => !waits.has(key));
    const found = await Promise.all(
      others.map((key) => sessions.findOne({ _id: key }, onlyStatus)),
    );
    const ended = found.filter((row) => row?.status === 'ended').map((row) => row?._id ?? '');
    for (const key of ended) {
      const told = waiting.get(key) ?? [];
      waiting.delete(key);
      for (const tell of told) tell();
    }
  };
  const looking = (async (): Promise<void> => {
    while (!stopped) {
      await look();
      await pause(lookEveryMs);
    }
  })();

  return {
    /** Resolves once all have ended: false when that took longer than `patienceMs`. */
    async ended(messages: readonly MessageRef[], patienceMs: number): Promise<boolean> {
      const all = Promise.all(
        messages.map(
          (message) =>
            new Promise<void>((resolve) => {
              const key = messageKey(message);
              waiting.set(key, [...(waiting.get(key) ?? []), resolve]);
            }),
        ),
      );
      const patience = new AbortController();
      const came = await Promise.race([
        all.then(() => true),
        pause(patienceMs, patience.signal).then(() => false),
      ]);
      patience.abort();
      return came;
    },
    async stop(): Promise<void> {
      stopped = true;
      await looking;
    },
  };
}
