import { findModel } from '../../app/embedding-model/find.ts';
import { bgeSmallPins } from '../../app/embedding-model/files.ts';
import type { ModelFiles } from '../../knowledge/embedding/local-model.ts';
import { testFetchOptions } from './fetch-options.ts';

let found: Promise<ModelFiles | string> | undefined;

/** The real model, from the user's cache or fetched; a sentence where it cannot be had. */
export function realModel(): Promise<ModelFiles | string> {
  found ??= findModel(
    {
      folder: process.env['SIDENOTE_EMBEDDING_MODEL_DIR'] ?? null,
      fetch: testFetchOptions(),
      report: () => undefined,
      pins: bgeSmallPins,
    },
    async (files) => files,
  ).catch((error: unknown) => `the embedding model cannot be fetched here: ${String(error)}`);
  return found;
}
