import { z } from 'zod';
import type { Clock } from '../domain/clock.ts';
import type { Embedder } from '../domain/embedder.ts';
import { ModelFailure } from '../domain/failure.ts';
import { unitVector } from '../domain/unit-vector.ts';
import { createBreakers } from './breakers.ts';
import { type ClientOptions, openClient, wallClock } from './openai-client.ts';
import { modelFailureOf } from './openai-errors.ts';
import { batchesOf, withinLimit } from './embedding-batches.ts';

export type OpenAiEmbedderOptions = ClientOptions & {
  readonly model: string;
  /** For the breaker; default: the wall clock. */
  readonly clock?: Clock;
};

/** Models that can be asked for shorter vectors; others tell their length by their first answer. */
const canBeShortened = /^text-embedding-3-/;
/** A third of the full length: hardly worse in ranking, and a third of the memory. */
const shortened = 512;

const numbersBytes = 16_000_000;

const answerSchema = z.object({
  data: z.array(z.object({ index: z.number().int(), embedding: z.array(z.number()) })),
});

/**
 * Vectors by OpenAI's API or a server that speaks it. A model whose vectors have no known length is
 * asked once at the start. Each batch is one call, without retries; a circuit breaker makes no call
 * while the provider is known not to work. Throws `ModelFailure`, or the signal's reason.
 */
export async function openOpenAiEmbedder(
  options: OpenAiEmbedderOptions,
  signal: AbortSignal,
): Promise<Embedder> {
  const { model, timeoutMs } = options;
  const { client, provider, isOpenAi } = openClient(options, numbersBytes);
  const breakers = createBreakers({ provider, clock: options.clock ?? wallClock });
  const wanted = canBeShortened.test(model) ? shortened : undefined;

  async function call(input: readonly string[], given: AbortSignal): Promise<Float32Array[]> {
    given.throwIfAborted();
    // The client's own limit does not count the reading of a slow body.
    const limit = AbortSignal.timeout(timeoutMs);
    try {
      const answer: unknown = await client.embeddings.create(
        {
          model,
          input: [...input],
          encoding_format: 'float',
          ...(wanted === undefined ? {} : { dimensions: wanted }),
        },
        { signal: AbortSignal.any([given, limit]) },
      );
      return vectorsOf(answer, input.length);
    } catch (error) {
      given.throwIfAborted();
      if (limit.aborted) {
        throw new ModelFailure('timed_out', `The model did not answer within ${timeoutMs} ms`);
      }
      throw modelFailureOf(error, Date.now());
    }
  }
  const ask = (input: readonly string[], given: AbortSignal): Promise<Float32Array[]> =>
    breakers.guard(model, () => call(input, given));

  const dimensions = wanted ?? (await ask(['length'], signal))[0]?.length ?? 0;
  return {
    // Elsewhere the same name may stand for other weights.
    model: `${isOpenAi ? '' : `${provider}/`}${model}/${dimensions}`,
    dimensions,
    async embed(texts, given) {
      const vectors: Float32Array[] = [];
      for (const batch of batchesOf(texts.map(withinLimit))) {
        for (const vector of await ask(batch, given)) {
          if (vector.length !== dimensions) throw invalid();
          vectors.push(vector);
        }
      }
      return vectors;
    },
  };
}

const invalid = (): ModelFailure =>
  new ModelFailure('invalid', 'The model server sent something that is not a vector for each text');

function vectorsOf(answer: unknown, count: number): Float32Array[] {
  const parsed = answerSchema.safeParse(answer);
  if (!parsed.success || parsed.data.data.length !== count) throw invalid();
  const inOrder = parsed.data.data.toSorted((one, other) => one.index - other.index);
  return inOrder.map(({ index, embedding }, at) => {
    if (index !== at || !embedding.some((value) => value !== 0)) throw invalid();
    return unitVector(embedding);
  });
}
