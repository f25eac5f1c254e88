import { AsyncLocalStorage } from 'node:async_hooks';
import { z } from 'zod';

/** A step's input names its conversation by itself, in its message, or in its run. */
const place = z.object({ conversationId: z.string(), messageId: z.string().optional() });
const named = z.union([
  z.object({ run: z.object({ message: place }) }).transform(({ run }) => run.message),
  z.object({ message: place }).transform(({ message }) => message),
  place,
]);

const current = new AsyncLocalStorage<string | null>();

const placeOf = (input: unknown) => named.safeParse(input).data ?? null;

/** The conversation that a step is about; empty for other steps. */
export const conversationOf = (input: unknown): string => placeOf(input)?.conversationId ?? '';

/** Runs a step so that whatever it does is known to be about its message. */
export const deciding = <Result>(input: unknown, step: () => Promise<Result>): Promise<Result> =>
  current.run(placeOf(input)?.messageId ?? null, step);

/** The message that is being decided here and now; null for none. */
export const about = (): string | null => current.getStore() ?? null;
