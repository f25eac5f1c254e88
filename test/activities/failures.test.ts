import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { Context } from '@temporalio/activity';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { describe, expect, it } from 'vitest';
import { toApplicationFailure, tryAgainIn } from '../../activities/failures.ts';
import { codeIn, createReferenceCodes } from '../../activities/reference-code.ts';
import { shareOf } from '../../activities/revision.ts';
import { running } from '../../activities/running.ts';
import { IntercomFailure, ModelFailure, RunStillClosing } from '../../domain/failure.ts';

const secret = 'dana@customer.example';

describe('a failure as Temporal sees it', () => {
  it.each([
    [new IntercomFailure({ kind: 'retry', message: 'm' }), 'IntercomUnavailable', false, undefined],
    [
      new IntercomFailure({ kind: 'wait', message: 'm', waitMs: 3_000 }),
      'IntercomUnavailable',
      false,
      3_000,
    ],
    [new IntercomFailure({ kind: 'reject', message: 'm' }), 'IntercomRejected', true, undefined],
    [new ModelFailure('timed_out', 'm'), 'ProviderUnavailable', false, undefined],
    [new ModelFailure('quota', 'm'), 'ProviderRejected', true, undefined],
    [new ModelFailure('key_refused', 'm'), 'ProviderRejected', true, undefined],
    [new RunStillClosing(), 'TryAgainLater', false, 1_000],
    [new TypeError('m'), 'TypeError', false, undefined],
  ])('%s: %s', (error, type, nonRetryable, nextRetryDelay) => {
    const failure = toApplicationFailure(error);
    expect(failure).toMatchObject({ type, nonRetryable });
    expect(failure.nextRetryDelay).toBe(nextRetryDelay);
  });

  it.each(['rate_limited', 'overloaded', 'circuit_open'] as const)(
    '%s waits at least as long as it was told, and not all at the same moment',
    (kind) => {
      const delays = Array.from({ length: 50 }, () =>
        Number(toApplicationFailure(new ModelFailure(kind, 'm', 9_000)).nextRetryDelay),
      );
      expect(Math.min(...delays)).toBeGreaterThanOrEqual(9_000);
      expect(Math.max(...delays)).toBeLessThan(9_000 + 1_400);
      expect(new Set(delays).size).toBeGreaterThan(10);
    },
  );

  it('says nothing that an unknown error quotes, only where it was thrown', () => {
    const failure = toApplicationFailure(new SyntaxError(`Unexpected token in "${secret}"`));
    expect(failure.message).toMatch(/^SyntaxError at test\.ts:\d+$/);
    expect(failure.cause).toBeUndefined();
    expect(toApplicationFailure(secret).message).not.toContain(secret);
  });

  it('keeps one that is made already', () => {
    const failure = tryAgainIn(10, 'why');
    expect(toApplicationFailure(failure)).toBe(failure);
    expect(failure.nextRetryDelay).toBe(50);
  });
});

describe('a running step', () => {
  const environment = () => new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') });

  it('fails as the table says', async () => {
    const step = running(async () => {
      throw new Error(secret);
    });
    await expect(environment().run(step, {})).rejects.toBeInstanceOf(ApplicationFailure);
    await expect(environment().run(step, {})).rejects.not.toThrow(secret);
  });

  it('that is cancelled ends as cancelled, whatever its calls made of it', async () => {
    const mock = environment();
    const step = running(async () => {
      mock.cancel('CANCELLED');
      await Context.current().cancelled.catch(() => undefined);
      throw new SyntaxError(secret);
    });
    const failure: unknown = await mock.run(step, {}).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(CancelledFailure);
  });

  it('that is cut off while a note is on its way says when to look again', async () => {
    const mock = environment();
    const step = running(async () => {
      mock.cancel('WORKER_SHUTDOWN');
      await Context.current().cancelled.catch(() => undefined);
      throw tryAgainIn(10_000, 'in doubt');
    });
    await expect(mock.run(step, {})).rejects.toMatchObject({ nextRetryDelay: 10_000 });
  });
});

describe('reference codes', () => {
  const codesOf = createReferenceCodes(['secret', 'former']);
  const message = (id: number) =>
    ({ appId: 'shop', conversationId: '7', messageId: `part-${id}` }) as const;

  it('do not repeat and are easy to read', () => {
    const codes = Array.from({ length: 2_000 }, (_, id) => codesOf(message(id))[0]);
    expect(new Set(codes).size).toBe(2_000);
    expect(codes.every((code) => /^SN(-[2-9B-DF-HJ-NP-TV-XZ]{4}){3}$/.test(code))).toBe(true);
  });

  it('are the same for a message whenever they are made, and nothing without the secret', () => {
    const [code, former] = codesOf(message(1));
    expect(codesOf(message(1))).toEqual([code, former]);
    expect(createReferenceCodes(['former'])(message(1))).toEqual([former]);
    expect(createReferenceCodes(['other'])(message(1))).not.toContain(code);
    expect(codesOf({ ...message(1), appId: 'other' })).not.toContain(code);
  });

  it('of a note is the last one in it: it may name others', () => {
    const [own] = codesOf(message(1));
    const [replaced] = codesOf(message(2));
    expect(codeIn(`Replaces the earlier note ${replaced}. Written by AI · ${own}`)).toBe(own);
    expect(codeIn('No code, SN-1 at most')).toBeNull();
  });
});

it('spreads conversations evenly over the hundred, each always the same', () => {
  const shares = Array.from({ length: 4_000 }, (_, index) => shareOf('shop', String(index)));
  expect(shares.every((share) => share >= 0 && share < 100)).toBe(true);
  const below = shares.filter((share) => share < 25).length;
  expect(below / 4_000).toBeGreaterThan(0.21);
  expect(below / 4_000).toBeLessThan(0.29);
  expect(shareOf('shop', '7')).toBe(shareOf('shop', '7'));
  expect(shareOf('shop', '7')).not.toBe(shareOf('other', '7'));
});
