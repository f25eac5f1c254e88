import { fileURLToPath } from 'node:url';
import type { Environment } from '../../config/environment.ts';
import type { Script } from '../supervised-processes.ts';
import type { ProcessOptions } from './process-options.ts';

export const chaosScript = (options: ProcessOptions, environment: Environment): Script => ({
  entry: fileURLToPath(new URL('./process.ts', import.meta.url)),
  argument: JSON.stringify(options),
  environment,
});
