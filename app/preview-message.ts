import type { Embedder } from '../domain/embedder.ts';
import type { LanguageModel } from '../domain/language-model.ts';
import type { MessageRef } from '../domain/identifiers.ts';
import { type Preview, startPreviewer } from './preview/previewer.ts';
import type { Product } from './product.ts';
import type { Workspace } from './workspace.ts';

/** What today's code decides about a message now, by a connection to Intercom that cannot write. */
export async function previewMessage(
  { temporal, mongodbUri, clock, keyless }: Product,
  workspace: Workspace,
  { model, embedder }: { readonly model: LanguageModel; readonly embedder: Embedder | null },
  message: MessageRef,
): Promise<Preview> {
  const workspaces: Workspace[] = [{ ...workspace, mode: 'shadow' }];
  const previewer = await startPreviewer({
    ...{ temporal, mongodbUri, clock, keyless, workspaces, model, embedder },
  });
  try {
    return await previewer.decide(message);
  } finally {
    await previewer.stop();
  }
}
