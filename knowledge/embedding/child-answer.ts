import { z } from 'zod';

const isVector = (value: unknown): boolean => value instanceof Float32Array;

/** What the process of the local model says. */
export const childAnswer = z.discriminatedUnion('kind', [
  /** The model is loaded. */
  z.object({ kind: z.literal('ready') }),
  /** It cannot be loaded: the process ends. */
  z.object({ kind: z.literal('unusable'), reason: z.string() }),
  /** The answer to a text. */
  z.object({ kind: z.literal('vector'), vector: z.custom<Float32Array>(isVector) }),
  /** No answer to a text; the next one may have one. */
  z.object({ kind: z.literal('failed'), reason: z.string() }),
]);

export type ChildAnswer = z.output<typeof childAnswer>;
