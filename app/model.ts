import type { Config } from '../config/config.ts';
import type { LanguageModel } from '../domain/language-model.ts';
import { createExtractiveModel } from '../models/extractive.ts';
import { isKeyless } from './product.ts';

/** The language model that the environment names; without one, drafts quote the knowledge. */
export function modelFrom(config: Config): LanguageModel {
  if (isKeyless(config)) return createExtractiveModel();
  throw new Error(
    'A language model by key is not built in yet: unset OPENAI_API_KEY and OPENAI_BASE_URL.',
  );
}
