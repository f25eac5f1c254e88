import { z } from 'zod';

/**
 * What a model has to answer. Arrays are bounded: without bounds small models run on until they
 * are cut off. Strings are not, since strict schemas cannot say so; what is long is cut later.
 */

/** One of the names, or null; with no names only null is left. */
const oneOf = (names: readonly string[]) => {
  const [first, ...others] = names;
  return first === undefined ? z.null() : z.enum([first, ...others]).nullable();
};

export const classificationSchema = (
  topics: readonly string[],
  excludedTopics: readonly string[],
) =>
  z.object({
    questions: z.array(z.object({ message: z.number(), text: z.string() })).max(6),
    topic: oneOf(topics),
    excluded_topic: oneOf(excludedTopics),
    needs_account_data: z.boolean(),
  });

/** A passage by its label, and words of it. */
const support = z.object({ source: z.string(), quote: z.string() });

export const draftSchema = z.object({
  blocks: z
    .array(
      z.object({
        kind: z.enum(['paragraph', 'step']),
        sentences: z.array(z.object({ text: z.string(), support: z.array(support).max(3) })).max(6),
      }),
    )
    .max(12),
  open_questions: z.array(z.string()).max(5),
  summary: z.string().nullable(),
});

export type ClassificationJson = z.output<ReturnType<typeof classificationSchema>>;
export type DraftJson = z.output<typeof draftSchema>;
