import { loadConfig } from '../../../config/load.ts';
import { cachedEmbedder } from '../../../evaluation/cached-embedder.ts';
import { openEmbedder } from '../../embedder.ts';
import { openStores } from '../../stores.ts';
import { basePassages } from './base.ts';
import { readMaterial } from './material.ts';
import { processOptions } from './process-options.ts';
import { measureQueries, type Models } from './query.ts';
import { measureServing } from './serve.ts';
import { fill } from './stored.ts';
import { givenEmbedder } from './given-embedder.ts';

/** One part of the bench of knowledge, alone in its process so that memory is its own. */
const options = processOptions.parse(JSON.parse(process.argv[2] ?? ''));
process.once('disconnect', () => process.exit());
const material = await readMaterial(options.data);
const { environment } = options;
const opened = await openEmbedder({
  ...{ config: loadConfig(environment), environment, report: () => undefined },
});
try {
  const models = opened.embedder && (await modelsOf(opened.embedder));
  process.send?.(await measured(models));
} finally {
  await opened.close();
}
process.disconnect();

async function measured(models: Models | null): Promise<unknown> {
  const { part, size, queries, mongodbUri } = options;
  if (part === 'query') return measureQueries(material, { size, queries, models });
  const stores = await openStores(mongodbUri);
  try {
    if (part === 'serve') return await measureServing(stores, material, models);
    await fill(stores, material, { size, models });
    return null;
  } finally {
    await stores.database.close();
  }
}

/** What the parent has embedded is in the cache. */
async function modelsOf(real: Models['real']): Promise<Models> {
  const cached = await cachedEmbedder(real, options.vectors);
  const { passages, questions } = await basePassages(material, real);
  const base = await cached.embed(passages, new AbortController().signal);
  return { given: await givenEmbedder(cached, questions), real, base };
}
