import type { Clock } from '../domain/clock.ts';
import { type LanguageModel, noUsage } from '../domain/language-model.ts';
import { limits } from '../domain/limits.ts';
import { createBreakers } from './breakers.ts';
import { judgeTurn } from './judge-turn.ts';
import { openClient, wallClock } from './openai-client.ts';
import { classificationOf, draftOf, saysNothingCited } from './openai-answers.ts';
import { type Asking, ask } from './openai-ask.ts';
import { askChat } from './openai-chat.ts';
import { askResponses } from './openai-responses.ts';
import { classificationSchema, draftSchema } from './openai-schemas.ts';
import { classifyPrompt, draftPrompt, promptVersion } from './prompts.ts';

export type OpenAiModelOptions = {
  /** Other servers often need none. */
  readonly apiKey: string | null;
  /** Including the version, e.g. `http://127.0.0.1:8080/v1`; null: OpenAI itself. */
  readonly baseUrl?: string | null;
  /** Writes the drafts. */
  readonly model: string;
  /** Judges the turns; the same model when left out. */
  readonly topicModel?: string | null;
  /** For one call, the whole answer included. */
  readonly timeoutMs: number;
  /** Which API to speak; found from the address when left out. */
  readonly api?: 'responses' | 'chat';
  readonly fetch?: typeof fetch;
  /** For the breakers; default: the wall clock. */
  readonly clock?: Clock;
};

const citeComplaint =
  'No sentence names a passage that was given. Answer again, each sentence with its support from those passages, or with empty blocks if they do not answer.';

/**
 * A language model behind OpenAI's API or a server that speaks it. Each method makes one call, and
 * one more to repair an answer that cannot be used; the client library's own retries are off. A
 * circuit breaker for each model makes no call while the provider is known not to work.
 * Throws `ModelFailure`, or the signal's reason when the caller gave up.
 */
export function createOpenAiModel(options: OpenAiModelOptions): LanguageModel {
  const { model, timeoutMs } = options;
  const topicModel = options.topicModel ?? model;
  const { client, provider, isOpenAi } = openClient(options);
  const api = options.api ?? (isOpenAi ? 'responses' : 'chat');
  const breakers = createBreakers({ provider, clock: options.clock ?? wallClock });
  const asking: Asking = {
    client,
    transport: api === 'responses' ? askResponses : askChat,
    timeoutMs,
    breakers,
  };
  const models = topicModel === model ? model : `${model}+${topicModel}`;

  return {
    name: `${models}/prompt-${promptVersion}`,
    translates: true,
    provider: {
      host: provider,
      models: [...new Set([model, topicModel])],
      watch: (listener) => breakers.watch(listener),
    },

    async classify(request, call) {
      // Nobody is paid to read what words and meaning tell without a doubt.
      const { classification, isUnclear } = await judgeTurn(request, call);
      if (!isUnclear) return classification;
      const topics = request.topics.map(({ name }) => name);
      const { value, usage } = await ask(
        asking,
        {
          model: topicModel,
          name: 'classification',
          schema: classificationSchema(topics, request.excludedTopics),
          prompt: classifyPrompt(request),
          maxOutputTokens: 1_000,
        },
        call,
      );
      return { ...classificationOf(value, request), usage };
    },

    async draft(request, call) {
      // Internal knowledge never gets this far; this is the last door it would have to pass.
      const open = request.passages.filter(({ audience }) => audience === 'public');
      const passages = open.slice(0, limits.passages);
      if (passages.length === 0) return { kind: 'not_helpful', usage: noUsage };
      const { value, before, usage } = await ask(
        asking,
        {
          model,
          name: 'draft',
          schema: draftSchema,
          prompt: draftPrompt(request, passages),
          maxOutputTokens: 1_500,
          complaintOf: async (json) => {
            if (saysNothingCited(json, passages)) return citeComplaint;
            const written = draftOf(json, passages);
            return written === null ? null : ((await call.complaintOf?.(written)) ?? null);
          },
        },
        call,
      );
      const draft = draftOf(value, passages) ?? (before && draftOf(before, passages));
      return draft === null ? { kind: 'not_helpful', usage } : { kind: 'drafted', draft, usage };
    },
  };
}
