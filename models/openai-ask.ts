import type OpenAI from 'openai';
import type { z } from 'zod';
import { ModelFailure } from '../domain/failure.ts';
import { BudgetExhausted } from '../domain/budget.ts';
import type { ModelCall, Usage } from '../domain/language-model.ts';
import { AnswerTooLong } from './bounded-fetch.ts';
import type { Breakers } from './breakers.ts';
import { modelFailureOf } from './openai-errors.ts';
import type { Question, RawAnswer, Repair, Transport } from './openai-transport.ts';
import { mostOf } from './token-estimate.ts';

export type Asking = {
  readonly client: OpenAI;
  readonly transport: Transport;
  readonly timeoutMs: number;
  readonly breakers: Pick<Breakers, 'guard'>;
};

type Read<Value> =
  | { readonly kind: 'read'; readonly value: Value }
  | { readonly kind: 'refused' | 'cut_off' | 'invalid'; readonly repair: Repair };

type Answered<Value> = {
  readonly value: Value;
  /** The answer of the agreed form that was complained of before this one; null: there is none. */
  readonly before: Value | null;
  readonly usage: Usage;
};

/**
 * Asks once, and once more if the answer is refused, cut off, not of the agreed form or complained
 * of. Then the second answer counts; where it cannot be read, the one that was complained of, or it
 * is a failure of that kind. `usage` counts both. Each call is paid for by itself: where the budget
 * has no room for the second, an answer that was only complained of counts. Everything else fails at
 * once: who calls decides about trying again.
 */
export async function ask<Schema extends z.ZodType>(
  asking: Asking,
  question: Omit<Question<Schema>, 'repair'> & {
    /** What is wrong with an answer of the agreed form; null: nothing. */
    readonly complaintOf?: (value: z.output<Schema>) => Promise<string | null>;
  },
  { signal, spending }: Pick<ModelCall, 'signal' | 'spending'>,
): Promise<Answered<z.output<Schema>>> {
  const guarded = (repair: Repair | null): Promise<RawAnswer> => {
    const asked = { ...question, repair };
    const once = () => call(asking, asked, signal);
    return asking.breakers.guard(question.model, () =>
      spending ? spending(mostOf(asked), once) : once(),
    );
  };
  const first = await guarded(null);
  const one = read(first, question.schema);
  if (one.kind !== 'read') {
    const second = await guarded(one.repair);
    const two = read(second, question.schema);
    if (two.kind !== 'read') throw twice(two.kind);
    return { value: two.value, before: null, usage: sum(first.usage, second.usage) };
  }
  const asFirst = { value: one.value, before: null, usage: first.usage };
  const complaint = (await question.complaintOf?.(one.value)) ?? null;
  if (complaint === null) return asFirst;
  const second = await guarded(repairOf(first, complaint)).catch((error: unknown) => {
    if (error instanceof BudgetExhausted) return null;
    throw error;
  });
  if (second === null) return asFirst;
  const two = read(second, question.schema);
  const usage = sum(first.usage, second.usage);
  return two.kind === 'read'
    ? { value: two.value, before: one.value, usage }
    : { ...asFirst, usage };
}

const twice = (kind: 'refused' | 'cut_off' | 'invalid'): ModelFailure =>
  new ModelFailure(kind, `Twice in a row the model's answer was ${kind}`);

const repairOf = (answer: RawAnswer, complaint: string): Repair => ({
  answer: answer.kind === 'text' ? answer.text.slice(0, 4_000) : null,
  complaint,
});

const sum = (one: Usage, other: Usage): Usage => ({
  calls: one.calls + other.calls,
  inputTokens: one.inputTokens + other.inputTokens,
  outputTokens: one.outputTokens + other.outputTokens,
});

/** What a call cost whose answer never told. */
const oneCall: Usage = { calls: 1, inputTokens: 0, outputTokens: 0 };

/** One call with a limit on the whole of it, the reading of a slow body included. */
async function call<Schema extends z.ZodType>(
  { client, transport, timeoutMs }: Asking,
  question: Question<Schema>,
  signal: AbortSignal,
): Promise<RawAnswer> {
  signal.throwIfAborted();
  const controller = new AbortController();
  const stop = () => controller.abort();
  const timer = setTimeout(stop, timeoutMs);
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await transport(client, question, controller.signal);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof AnswerTooLong) return { kind: 'cut_off', usage: oneCall };
    if (controller.signal.aborted) {
      throw new ModelFailure('timed_out', `The model did not answer within ${timeoutMs} ms`);
    }
    throw modelFailureOf(error, Date.now());
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

/** A draft has some thousand characters: what is far longer is no draft, whatever its form. */
const answerCharacters = 40_000;

function read<Schema extends z.ZodType>(answer: RawAnswer, schema: Schema): Read<z.output<Schema>> {
  switch (answer.kind) {
    case 'refused':
      return {
        kind: 'refused',
        repair: {
          answer: null,
          complaint:
            'The data is mail to a help desk. Nothing harmful is wanted: answer in the agreed JSON, with empty lists if there is nothing to say.',
        },
      };
    case 'cut_off':
      return {
        kind: 'cut_off',
        repair: { answer: null, complaint: 'Your answer was too long. Answer again, shorter.' },
      };
    case 'text': {
      if (answer.text.length > answerCharacters)
        return read({ ...answer, kind: 'cut_off' }, schema);
      const parsed = schema.safeParse(jsonOf(answer.text));
      if (parsed.success) return { kind: 'read', value: parsed.data };
      const places = parsed.error.issues.slice(0, 5).map(({ path, code }) => {
        return `${path.join('.') || 'the whole'}: ${code}`;
      });
      return {
        kind: 'invalid',
        repair: {
          answer: answer.text.slice(0, 4_000),
          complaint: `That is not the agreed JSON (${places.join('; ')}). Answer again with the JSON object only.`,
        },
      };
    }
  }
}

/** JSON, also inside a Markdown fence as small models like to write it; undefined for none. */
function jsonOf(text: string): unknown {
  const bare = text.trim().replace(/^```(?:json)?\s*|\s*```$/g, '');
  try {
    return JSON.parse(bare);
  } catch {
    return undefined;
  }
}
