import type { Config } from '../config/config.ts';
import type { LanguageModel } from '../domain/language-model.ts';
import { createExtractiveModel } from '../models/extractive.ts';
import { createOpenAiModel } from '../models/openai.ts';
import { isKeyless } from './product.ts';

/** One call of a model: a long draft by a slow local server takes about a minute. */
const timeoutMs = 60_000;

/** The language model that the environment names; without one, drafts quote the knowledge. */
export function modelFrom(config: Config): LanguageModel {
  if (isKeyless(config)) return createExtractiveModel();
  const { apiKey, baseUrl, model, topicModel } = config.openai;
  return createOpenAiModel({
    apiKey: apiKey?.reveal() ?? null,
    baseUrl,
    model,
    topicModel,
    timeoutMs,
  });
}
