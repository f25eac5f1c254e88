import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import { type MessageRef, sourceId } from '../../domain/identifiers.ts';
import { faultTest } from '../support/fault.ts';
import { type ProductSandbox, startProductSandbox } from '../support/product-sandbox.ts';

/** Product time runs so many times as fast. */
const scale = 5;
/** Real; a claim lasts three times as long, so the look comes fifteen seconds of product time on. */
const intercomTimeoutMs = 1_000;
/** Longer than any lag: what a stale read shows holds the customer's message. */
const waitForMailMs = 65_000;

type Reply = { readonly kind: string } & Record<string, unknown>;

let sandbox: ProductSandbox;
let assignee: { teammate: string };
let contactId: string;
let opened = 700;

function open(sourceType = 'conversation'): MessageRef {
  opened += 1;
  const { appId, simulator } = sandbox;
  const id = String(opened);
  const body = 'How do I export my time entries?';
  const started = simulator.startConversation({
    ...{ appId, id, contactId, body, assignee, sourceType },
    ...(sourceType === 'email' ? { subject: 'Export' } : {}),
  });
  return { appId, conversationId: id, messageId: sourceId(started.sourceId) };
}

/** Each hits the first POST of a note in its conversation. */
const whenPosting = (...faults: readonly (readonly [MessageRef, Reply])[]) =>
  faults.map(([{ conversationId }, fault]) => ({
    ...fault,
    ...{ method: 'POST', path: `/conversations/${conversationId}/reply`, times: 1 },
  }));

/** Reads of a conversation show it as it was so long ago. */
const stale = ({ conversationId }: MessageRef, lagMs: number) => ({
  ...{ kind: 'stale', method: 'GET', path: `/conversations/${conversationId}`, lagMs },
});

beforeAll(async () => {
  sandbox = await startProductSandbox({
    ...{ temporalAddress: inject('temporalAddress'), mongodbUri: inject('mongodbUri') },
    ...{ scale, intercomTimeoutMs },
    settings: {
      confidenceThreshold: 0,
      waits: { firstWebMs: 500, firstEmailMs: waitForMailMs },
    },
  });
  const { appId, simulator } = sandbox;
  assignee = { teammate: simulator.addTeammate({ appId, name: 'Jane' }) };
  contactId = simulator.addContact({ appId, name: 'Dana', email: 'dana@customer.example' });
});
afterAll(() => sandbox.stop());

async function outcomeOf(message: MessageRef): Promise<unknown> {
  for (;;) {
    const session = await sandbox.stores.sessions.find(message);
    const outcome = session?.decisions.at(-1)?.outcome;
    if (outcome) return outcome;
    await sleep(100);
  }
}

const notesOf = ({ appId, conversationId }: MessageRef) =>
  sandbox.simulator.notes(appId, conversationId);
const written = async (message: MessageRef, count = 1): Promise<void> => {
  while (notesOf(message).length < count) await sleep(20);
};
const codesOf = (message: MessageRef): string[] =>
  notesOf(message).map(({ body }) => /SN-[A-Z0-9]+/.exec(body)?.[0] ?? body);

/** What is asked of Intercom about the note: `post`, then `look` when the thread is read again. */
function stepsOf({ conversationId }: MessageRef): { step: 'post' | 'look'; atMs: number }[] {
  const calls = sandbox.simulator
    .calls()
    .filter((call) => call.conversationId === conversationId)
    .filter(({ method, path }) => method === 'GET' || path.endsWith('/reply'))
    .map(({ method, at }) => ({ step: method === 'POST' ? 'post' : 'look', atMs: at }) as const);
  return calls.slice(calls.findIndex(({ step }) => step === 'post'));
}
const wordsOf = (message: MessageRef): string =>
  stepsOf(message)
    .map(({ step }) => step)
    .join(' ');
const lookedAfterSeconds = (message: MessageRef): number => {
  const [post, look] = stepsOf(message);
  return Math.round((look?.atMs ?? 0) - (post?.atMs ?? 0)) / 1_000;
};

/** Its reads lag a minute behind. */
let long: MessageRef;

faultTest(
  'F18',
  'reads that lag ten seconds behind show the note when it is looked for',
  'adopted: one POST, one note',
  async ({ figure }) => {
    const short = open('email');
    long = open('email');
    sandbox.simulator.setFaults({
      calls: [
        ...whenPosting([short, { kind: 'after_reset' }], [long, { kind: 'after_reset' }]),
        // Hits nothing: from the first plan with a stale read on, the past is kept.
        stale({ ...short, conversationId: 'none' }, 1),
      ],
    });
    await Promise.all([written(short), written(long)]);
    sandbox.simulator.setFaults({ calls: [stale(short, 10_000), stale(long, 60_000)] });
    expect(await outcomeOf(short)).toEqual({ kind: 'suggested' });
    expect(wordsOf(short)).toBe('post look');
    expect(notesOf(short)).toHaveLength(1);
    figure('look after, s', lookedAfterSeconds(short));
  },
);

faultTest(
  'F18',
  'the residual window, widened: reads that lag a minute behind hide the note from the look',
  'the documented limit: a second note with the same reference code; the outcome is `suggested`',
  async ({ figure }) => {
    expect(await outcomeOf(long)).toEqual({ kind: 'suggested' });
    expect(wordsOf(long)).toBe('post look post');
    expect(notesOf(long)).toHaveLength(2);
    expect(new Set(codesOf(long)).size).toBe(1);
    expect(sandbox.simulator.customerVisible()).toEqual([]);
    figure('lag, s', 60);
    figure('look after, s', lookedAfterSeconds(long));
    figure('notes', notesOf(long).length);
  },
);

const lost: readonly (readonly [string, Reply])[] = [
  ['reset', { kind: 'after_reset' }],
  ['502', { kind: 'after', status: 502 }],
  ['504', { kind: 'after', status: 504, html: '<html>Gateway timeout</html>' }],
];
faultTest(
  'F16',
  'an answer lost by a reset, a 502 or a 504 is looked for before anything is posted again',
  'adopted: one POST, one note',
  async ({ figure }) => {
    const messages = lost.map(() => open());
    sandbox.simulator.setFaults({
      calls: whenPosting(
        ...messages.map(
          (message, index) => [message, lost[index]?.[1] ?? { kind: 'reset' }] as const,
        ),
      ),
    });
    for (const [index, message] of messages.entries()) {
      expect(await outcomeOf(message)).toEqual({ kind: 'suggested' });
      expect(wordsOf(message)).toBe('post look');
      expect(notesOf(message)).toHaveLength(1);
      expect(lookedAfterSeconds(message)).toBeGreaterThanOrEqual(10);
      figure(`look after ${lost[index]?.[0]}, s`, lookedAfterSeconds(message));
    }
  },
);

faultTest(
  'F17',
  'a POST that takes effect after its timeout is waited for, then looked for',
  'adopted: one POST, one note',
  async ({ figure }) => {
    const message = open();
    const delayMs = 2 * intercomTimeoutMs;
    sandbox.simulator.setFaults({ calls: whenPosting([message, { kind: 'delay', delayMs }]) });
    expect(await outcomeOf(message)).toEqual({ kind: 'suggested' });
    expect(wordsOf(message)).toBe('post look');
    expect(notesOf(message)).toHaveLength(1);
    figure('effect after, s', (delayMs * scale) / 1_000);
    figure('look after, s', lookedAfterSeconds(message));
  },
);

faultTest(
  'F17',
  'the limit: a POST that takes effect only after the look is a second note with the same code',
  'two notes with one reference code',
  async ({ figure }) => {
    const message = open();
    const delayMs = 8 * intercomTimeoutMs;
    sandbox.simulator.setFaults({ calls: whenPosting([message, { kind: 'delay', delayMs }]) });
    expect(await outcomeOf(message)).toEqual({ kind: 'suggested' });
    expect(wordsOf(message)).toBe('post look post');
    await written(message, 2);
    expect(new Set(codesOf(message)).size).toBe(1);
    figure('effect after, s', (delayMs * scale) / 1_000);
    figure('notes', notesOf(message).length);
  },
);
