import { z } from 'zod';

/** What a process of the bench of knowledge is told on its command line, as JSON. */
export const processOptions = z.object({
  part: z.enum(['query', 'fill', 'serve']),
  size: z.int().min(1),
  data: z.string().nullable(),
  /** Holds what was embedded of base passages and questions. */
  vectors: z.string(),
  queries: z.int().min(1),
  mongodbUri: z.string(),
  environment: z.record(z.string(), z.string().optional()),
});
export type ProcessOptions = z.output<typeof processOptions>;

const latency = z.object({ p50: z.number(), p95: z.number(), p99: z.number() });
const system = z.object({
  buildMs: z.number(),
  latencyMs: latency,
  /** Bytes that the index holds beyond the passages. */
  bytes: z.number(),
});

/** Of passages in memory, asked one question after the other. */
export const queryFigures = z.object({
  articles: z.number(),
  /** Of the passages themselves: their texts, and where they stand. */
  passageBytes: z.number(),
  words: system,
  /** `latencyMs`: without embedding the question. Null: there is no embedder. */
  fused: system.extend({ withEmbeddingMs: latency }).nullable(),
});
export type QueryFigures = z.output<typeof queryFigures>;

/** Of a process that finds everything in MongoDB. */
export const serveFigures = z.object({
  /** Until the first question was answered. */
  startMs: z.number(),
  startPauseMs: z.number(),
  /** Of the whole process, and what the knowledge holds of it. */
  residentBytes: z.number(),
  heldBytes: z.number(),
  /** From a change of one article until questions see it, when they ask; and the longest pause meanwhile. */
  refreshMs: z.number(),
  refreshPauseMs: z.number(),
  /** The slowest question while it was refreshed. */
  refreshQueryMs: z.number(),
});
export type ServeFigures = z.output<typeof serveFigures>;
