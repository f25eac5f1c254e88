import { loadConfig } from '../config/load.ts';
import { readEnvironment } from '../config/environment.ts';
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
