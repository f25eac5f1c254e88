import type { Collection } from 'mongodb';
import { type MessageRef, messageKey } from '../../domain/identifiers.ts';
import type { Stores } from '../stores.ts';
import { pause } from '../pause.ts';

const lookEveryMs = 150;

type Row = { readonly _id: string; readonly status: string };

export type OutcomesWatch = ReturnType<typeof watchOutcomes>;

/** Learns which messages have their outcome, with one query for all that are waited for. */
export function watchOutcomes({ database }: Stores) {
  const sessions: Collection<Row> = database.db.collection('sessions');
  const waiting = new Map<string, (() => void)[]>();
  let stopped = false;

  const look = async (): Promise<void> => {
    const keys = [...waiting.keys()];
    if (keys.length === 0) return;
    const ended = await sessions
      .find({ _id: { $in: keys }, status: 'ended' }, { projection: { _id: 1 } })
      .toArray();
    for (const { _id } of ended) {
      const told = waiting.get(_id) ?? [];
      waiting.delete(_id);
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
