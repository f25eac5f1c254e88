import { loadConfig } from '../config/load.ts';
import { readEnvironment } from '../config/environment.ts';
import type { Embedder } from '../domain/embedder.ts';
import { openEmbedder } from '../app/embedder.ts';
import type { ServerOptions } from '../app/local-servers.ts';
import { type Product, openProduct } from '../app/product.ts';
import { tell } from './tell.ts';

/** Where data and the made secret of this checkout lie. */
export const dataFolder = '.sidenote';

/** The environment and `.env`, read once for a command that serves or looks at a real workspace. */
export function fromEnvironment(): ServerOptions {
  const environment = readEnvironment({ dotEnv: true });
  const config = loadConfig(environment);
  return { config, environment, folder: dataFolder, report: tell.progress };
}

/**
 * Lends the maker of vectors to a command that only looks: what is not on this machine is not fetched
 * for that. Null: knowledge is searched by words alone, as is said.
 */
export async function withEmbedder<Result>(
  { config, environment, report }: ServerOptions,
  use: (embedder: Embedder | null) => Promise<Result>,
): Promise<Result> {
  const atHand = { ...config, sidenote: { ...config.sidenote, offline: true } };
  const opened = await openEmbedder({ config: atHand, environment, report: () => undefined });
  report(opened.sentence);
  try {
    return await use(opened.embedder);
  } finally {
    await opened.close();
  }
}

/** Opens the product of the environment for one command, and closes it whatever happens. */
export async function withProduct<Result>(
  options: ServerOptions,
  use: (product: Product) => Promise<Result>,
): Promise<Result> {
  const product = await openProduct(options);
  try {
    return await use(product);
  } finally {
    await product.close();
  }
}
