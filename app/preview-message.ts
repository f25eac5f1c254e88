import { randomBytes } from 'node:crypto';
import type { LanguageModel, Draft } from '../domain/language-model.ts';
import type { MessageRef } from '../domain/identifiers.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { RetrievedPassage } from '../domain/passage.ts';
import { makeWorker } from './make-worker.ts';
import { type Product, openProductAt } from './product.ts';
import type { Workspace } from './workspace.ts';

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

/**
 * Runs the same workflow under a preview's id, on a worker of this process's own code whose
 * connection to Intercom cannot write.
 */
export async function previewMessage(
  product: Product,
  workspace: Workspace,
  model: LanguageModel,
  message: MessageRef,
): Promise<Preview> {
  const { temporal, mongodbUri, clock } = product;
  const name = `${new Date(clock.now()).toISOString().replaceAll(/[^\dTZ]/g, '')}-${randomBytes(3).toString('hex')}`;
  const taskQueue = `sidenote-preview-${name}`;
  const shadow: Workspace = { ...workspace, mode: 'shadow' };
  const links = { sessionLink: () => null };
  const worker = await makeWorker({
    ...{ temporal, mongodbUri, workspaces: [shadow], model, links, clock, taskQueue },
    // A preview writes no note, so it needs no code that anybody else could make.
    secrets: [randomBytes(16).toString('hex')],
  });
  const own = await openProductAt({
    ...{ temporal, mongodbUri, taskQueue, clock, links: null, temporalUiUrl: null },
    mode: 'shadow',
    keyless: product.keyless,
  });
  try {
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
  } finally {
    await own.close();
    await worker.stop();
  }
}
