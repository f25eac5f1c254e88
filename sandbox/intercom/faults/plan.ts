import { z } from 'zod';

/** Stands in the log of calls and deliveries that the fault hits; default: its kind. */
const name = z.string().optional();

/** Which calls a fault hits. All that are given must fit. */
const callTarget = {
  name,
  method: z.string().optional(),
  // Path with `*` for one segment, `/conversations/*/reply` say, and `**` for any rest.
  path: z.string().optional(),
  appId: z.string().optional(),
  conversationId: z.string().optional(),
  /** Hits only the nth fitting call (from 1), or each of these. */
  nth: z.union([z.number().int().positive(), z.array(z.number().int().positive())]).optional(),
  /** Hits a fitting call with this probability, from the simulator's seed. */
  probability: z.number().min(0).max(1).optional(),
  /** Stops after so many hits. */
  times: z.number().int().positive().optional(),
  /** From its first hit on it hits every fitting call for so many real milliseconds. */
  lastsMs: z.number().positive().optional(),
};

const answer = {
  status: z.number().int(),
  /** Code in an error list; without `code` and `html` the body is empty. */
  code: z.string().optional(),
  /** An HTML page instead, a captcha say. */
  html: z.string().optional(),
  headers: z.record(z.string(), z.string()).optional(),
};

const callFault = z.discriminatedUnion('kind', [
  /** Answers so without doing it. */
  z.strictObject({ kind: z.literal('before'), ...callTarget, ...answer }),
  /** Does it, then says that it failed. */
  z.strictObject({ kind: z.literal('after'), ...callTarget, ...answer }),
  /** Does it, then cuts the connection or lets the caller wait for ever. */
  z.strictObject({ kind: z.literal('after_reset'), ...callTarget }),
  z.strictObject({ kind: z.literal('after_timeout'), ...callTarget }),
  /** Answers late, in real milliseconds, and then as usual. */
  z.strictObject({
    kind: z.literal('delay'),
    ...callTarget,
    delayMs: z.number().nonnegative(),
    /** Whether the thing is done before or after the wait. */
    when: z.enum(['before', 'after']).default('before'),
  }),
  /** Cuts the connection without doing it. */
  z.strictObject({ kind: z.literal('reset'), ...callTarget }),
  /** Reads of a conversation show it as it was so many milliseconds of product time ago. */
  z.strictObject({ kind: z.literal('stale'), ...callTarget, lagMs: z.number().positive() }),
  /** Does it and answers 200 with a body that is of no use. */
  z.strictObject({
    kind: z.literal('malformed'),
    ...callTarget,
    body: z.enum(['truncated', 'html', 'empty', 'enormous', 'without_parts']),
  }),
  /** This call and all after it are answered 429 until the window ends. */
  z.strictObject({ kind: z.literal('rate_limited'), ...callTarget }),
]);

const deliveryTarget = {
  name,
  /** Topic, `*` for a part of it: `conversation.admin.*`. */
  topic: z.string().optional(),
  appId: z.string().optional(),
  conversationId: z.string().optional(),
  nth: callTarget.nth,
  probability: callTarget.probability,
  times: callTarget.times,
};

const deliveryFault = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('drop'), ...deliveryTarget }),
  /** Sends it so many times more, with the same id. */
  z.strictObject({
    kind: z.literal('duplicate'),
    ...deliveryTarget,
    copies: z.number().int().default(1),
  }),
  /** Product milliseconds. */
  z.strictObject({
    kind: z.literal('delay'),
    ...deliveryTarget,
    delayMs: z.number().nonnegative(),
  }),
  /** A random delay within so many product milliseconds: order is lost. */
  z.strictObject({
    kind: z.literal('shuffle'),
    ...deliveryTarget,
    withinMs: z.number().positive(),
  }),
]);

const faultPlan = z.strictObject({
  calls: z.array(callFault).default([]),
  deliveries: z.array(deliveryFault).default([]),
});

export type CallFault = z.output<typeof callFault>;
export type DeliveryFault = z.output<typeof deliveryFault>;
export type FaultPlan = z.output<typeof faultPlan>;
/** What is given as data, by a test or in a file. */
export type FaultPlanInput = z.input<typeof faultPlan>;

/** Checks a plan; throws with all that is wrong in words. */
export function parseFaultPlan(plan: unknown): FaultPlan {
  const parsed = faultPlan.safeParse(plan);
  if (parsed.success) return parsed.data;
  throw new Error(`The fault plan is not valid:\n${z.prettifyError(parsed.error)}`);
}
