import { z } from 'zod';
import type { Usage } from '../domain/language-model.ts';
import { thoughtTokensOf } from './openai-responses.ts';
import type { Question } from './openai-transport.ts';

/** Runs of letters, of digits, of blanks, or one character of another kind. */
const pieces = /[A-Za-z]+|\d+|\s+|[\s\S]/gu;

/** An everyday word has some four letters a token; what is longer than words are may be anything. */
const wordLetters = 14;

/**
 * Hardly fewer tokens than a tokenizer makes of a text, without knowing which one: English comes out
 * at a third of its characters, random characters at more than a token for two.
 */
export function tokensAtMost(text: string): number {
  let tokens = 0;
  for (const [piece] of text.matchAll(pieces)) {
    const code = piece.codePointAt(0) ?? 0;
    if (code > 0x7f) tokens += code > 0xffff ? 3 : code > 0x7ff ? 2 : 1;
    else if (/\s/.test(piece)) tokens += piece === ' ' ? 0 : Math.ceil(piece.length / 2);
    else if (/[A-Za-z]/.test(piece))
      tokens += Math.ceil(piece.length / (piece.length > wordLetters ? 1.5 : 4));
    else tokens += piece.length;
  }
  return tokens;
}

/** Roles, separators and what else a server puts around a prompt. */
const aroundPrompt = 100;

/** The most that one call may cost; the form of the answer stands in a prompt twice with some servers. */
export function mostOf(question: Question<z.ZodType>): Usage {
  const { prompt, repair, schema, model, maxOutputTokens } = question;
  const form = tokensAtMost(JSON.stringify(z.toJSONSchema(schema)));
  const written = [
    prompt.instructions,
    prompt.input,
    repair?.answer ?? '',
    repair?.complaint ?? '',
  ];
  return {
    calls: 1,
    inputTokens: aroundPrompt + 2 * form + tokensAtMost(written.join('\n')),
    outputTokens: maxOutputTokens + thoughtTokensOf(model),
  };
}
