import { readFile } from 'node:fs/promises';
import * as tokenizers from '@huggingface/tokenizers';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { z } from 'zod';
import { unitVector } from '../../domain/unit-vector.ts';
import { type ModelFiles, type Pooling, dimensions } from './local-model.ts';

/** As many tokens as the model has places for, its first and its last mark included. */
const mostTokens = 512;
const lastMark = 102;
/** Far more than 512 tokens of any prose: what is longer must not keep the tokenizer busy. */
const mostCharacters = 20_000;

const tokenizerSchema = z.looseObject({ model: z.looseObject({}) });
const encodingSchema = z.object({ ids: z.array(z.number().int()) });

/** The library's own types cannot be followed: they name their files without an extension. */
type Tokenizer = { encode(text: string): unknown };
const librarySchema = z.object({
  Tokenizer: z.custom<new (tokenizer: object, config: object) => Tokenizer>(
    (value) => typeof value === 'function',
  ),
});

/**
 * Loads weights and tokenizer, about half a second. What it answers makes one vector of one text:
 * in a batch the quantised weights would give each text another vector, depending on the others.
 */
export async function openSentenceModel(
  files: ModelFiles,
  pooling: Pooling,
): Promise<(text: string) => Promise<Float32Array>> {
  const session = await InferenceSession.create(files.weights, {
    // More threads were no faster for single texts, and take the processor from everything else.
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    logSeverityLevel: 4,
    // Without it the memory of the longest text is not kept for good, and it is no slower.
    enableCpuMemArena: false,
  });
  const parts = tokenizerSchema.parse(JSON.parse(await readFile(files.tokenizer, 'utf8')));
  const { Tokenizer } = librarySchema.parse({ ...tokenizers });
  const tokenizer = new Tokenizer({ ...parts, truncation: null, padding: null }, {});

  return async (text) => {
    const encoding = tokenizer.encode(text.slice(0, mostCharacters));
    const { ids: all } = encodingSchema.parse(encoding);
    const ids = all.length > mostTokens ? [...all.slice(0, mostTokens - 1), lastMark] : all;
    const answer = await session.run({
      input_ids: row(ids),
      attention_mask: row(ids.map(() => 1)),
      token_type_ids: row(ids.map(() => 0)),
    });
    const numbers = answer['last_hidden_state']?.data;
    if (!(numbers instanceof Float32Array) || numbers.length !== ids.length * dimensions) {
      throw new Error('the model gave something that is no vector');
    }
    switch (pooling) {
      case 'first':
        return unitVector(numbers.subarray(0, dimensions));
      case 'mean':
        return unitVector(sumOfRows(numbers));
    }
  };
}

/** Points where their mean does. */
function sumOfRows(numbers: Float32Array): Float32Array {
  const sum = new Float32Array(dimensions);
  numbers.forEach((value, at) => {
    const column = at % dimensions;
    sum[column] = (sum[column] ?? 0) + value;
  });
  return sum;
}

const row = (values: readonly number[]): Tensor =>
  new Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length]);
