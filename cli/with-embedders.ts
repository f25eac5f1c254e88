import { join } from 'node:path';
import { openEmbedder } from '../app/embedder.ts';
import { fetchOptionsFrom } from '../app/fetch-options.ts';
import { type Environment, readEnvironment } from '../config/environment.ts';
import { loadConfig } from '../config/load.ts';
import type { EmbedderParts } from '../domain/joined-embedder.ts';
import { cachedEmbedders } from '../evaluation/cached-embedder.ts';
import { tell } from './tell.ts';

/** Meaning is measured unless the environment says otherwise, whatever the product does by default. */
function environmentOfEval(): Environment {
  const environment = readEnvironment({ dotEnv: true });
  const named = environment['SIDENOTE_EMBEDDINGS']?.trim() ?? '';
  return { ...environment, SIDENOTE_EMBEDDINGS: named === '' ? 'local' : named };
}

/** Lets the environment's embedder work, if it is there, with what it made before. */
export async function withEmbedders<Result>(
  work: (embedders: EmbedderParts | null) => Promise<Result>,
): Promise<Result> {
  const environment = environmentOfEval();
  const config = loadConfig(environment);
  const opened = await openEmbedder({ config, environment, report: tell.progress });
  try {
    tell.progress(opened.sentence);
    const { cacheFolder } = fetchOptionsFrom(environment, config.sidenote.offline);
    const folder = join(cacheFolder, 'evaluation');
    return await work(opened.parts && (await cachedEmbedders(opened.parts, folder, tell.progress)));
  } finally {
    await opened.close();
  }
}
