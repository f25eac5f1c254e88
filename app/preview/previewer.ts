import { randomBytes } from 'node:crypto';
import type { Clock } from '../../domain/clock.ts';
import type { Embedder } from '../../domain/embedder.ts';
import type { MessageRef } from '../../domain/identifiers.ts';
import type { Draft, LanguageModel } from '../../domain/language-model.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { RetrievedPassage } from '../../domain/passage.ts';
import type { TemporalAddress } from '../../temporal/connection.ts';
import { type WorkerParts, makeWorker } from '../make-worker.ts';
import { openProductAt } from '../product.ts';
import type { Stores } from '../stores.ts';

/** What today's code decides about a message, without any effect. */
export type Preview = {
  readonly outcome: Outcome;
  readonly draft: Draft | null;
  readonly passages: readonly RetrievedPassage[];
  readonly confidence: number | null;
  readonly topic: string | null;
  /** Its session, marked as a preview, counts nowhere. */
  readonly name: string;
};

export type Previewer = {
  readonly stores: Stores;
  decide(message: MessageRef): Promise<Preview>;
  stop(): Promise<void>;
};

/** Decides by the same workflow under a preview's id, on a worker of this process's own code. */
export async function startPreviewer(
  parts: Pick<WorkerParts, 'workspaces' | 'connections'> & {
    readonly temporal: TemporalAddress;
    readonly mongodbUri: string;
    readonly clock: Clock;
    readonly model: LanguageModel;
    readonly keyless: boolean;
    readonly embedder: Embedder | null;
  },
): Promise<Previewer> {
  const { temporal, mongodbUri, clock, keyless, embedder, ...rest } = parts;
  const name = `${new Date(clock.now()).toISOString().replaceAll(/[^\dTZ]/g, '')}-${randomBytes(3).toString('hex')}`;
  const where = { temporal, mongodbUri, clock, taskQueue: `sidenote-preview-${name}` };
  const worker = await makeWorker({
    ...where,
    ...rest,
    embedder: () => embedder,
    links: { sessionLink: () => null },
    // A preview writes no note, so it needs no code that anybody else could make.
    secrets: [randomBytes(16).toString('hex')],
  });
  const own = await openProductAt({
    ...{ ...where, keyless, mode: 'shadow', links: null, temporalUiUrl: null },
  });
  return {
    stores: own.stores,
    async decide(message) {
      const outcome = await own.runs.preview(message, name);
      const session = await own.stores.sessions.find(message, name);
      const texts = session?.runs['1'];
      return {
        outcome,
        draft: texts?.draft?.draft ?? null,
        passages: texts?.retrieved ?? [],
        confidence: texts?.confidence ?? null,
        topic: session?.decisions[0]?.topic ?? null,
        name,
      };
    },
    async stop() {
      await own.close();
      await worker.stop();
    },
  };
}
