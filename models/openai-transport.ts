import type OpenAI from 'openai';
import type { z } from 'zod';
import type { Usage } from '../domain/language-model.ts';
import type { Prompt } from './prompts.ts';

/** A second try says what was wrong with the first. */
export type Repair = { readonly answer: string | null; readonly complaint: string };

export type Question<Schema extends z.ZodType> = {
  readonly model: string;
  /** Name of the answer's form. */
  readonly name: 'classification' | 'draft';
  readonly schema: Schema;
  readonly prompt: Prompt;
  readonly repair: Repair | null;
  readonly maxOutputTokens: number;
};

/** One answer, not yet read. */
export type RawAnswer = { readonly usage: Usage } & (
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'refused' }
  | { readonly kind: 'cut_off' }
);

/** One call over one of the two APIs; throws what the client library throws. */
export type Transport = <Schema extends z.ZodType>(
  client: OpenAI,
  question: Question<Schema>,
  signal: AbortSignal,
) => Promise<RawAnswer>;
