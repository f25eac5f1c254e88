import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { type TcpProxy, startTcpProxy } from '../../sandbox/proxy/tcp-proxy.ts';
import { type ProcessStack, startProcessStack } from '../support/process-stack.ts';
import { eventually } from '../support/scenarios.ts';

let mongodb: TcpProxy;
let temporal: TcpProxy;
let stack: ProcessStack;
let indexesToCut = 0;

const at = (host: string) => ({ host: '127.0.0.1', port: Number(host.split(':').at(-1)) });
const away = { kind: 'reset' } as const;
const there = { kind: 'pass' } as const;

beforeAll(async () => {
  const uri = new URL(inject('mongodbUri'));
  mongodb = await startTcpProxy(at(uri.host), (request) => {
    if (indexesToCut === 0 || !request.includes('createIndexes')) return null;
    indexesToCut -= 1;
    return { kind: 'cut_after_forward' };
  });
  temporal = await startTcpProxy(at(inject('temporalAddress')));
  uri.host = mongodb.address;
  stack = await startProcessStack({
    ...{ temporalAddress: temporal.address, mongodbUri: uri.href },
    settings: { confidenceThreshold: 0, waits: { firstWebMs: 200 } },
  });
});
afterAll(async () => {
  await stack.stop();
  await Promise.all([mongodb.stop(), temporal.stop()]);
});

const readiness = z.object({ checks: z.array(z.object({ name: z.string(), status: z.string() })) });

/** What `/ready` says of both stores. */
async function storesByReady() {
  const answer = await fetch(`${stack.webUrl}/ready`);
  const { checks } = readiness.parse(await answer.json());
  const of = (name: string) => checks.find((check) => check.name === name)?.status;
  return { status: answer.status, mongodb: of('MongoDB'), temporal: of('Temporal') };
}

const clean = { code: 0, signal: null };

describe('a process that starts while its stores are away', () => {
  it('takes webhooks at once and decides as soon as both are there', async () => {
    for (const proxy of [mongodb, temporal]) proxy.setMode(away);
    const started = stack.run('start');
    await started.ready;
    expect(started.written()).toContain(
      `MongoDB at ${mongodb.address} does not answer: waiting; decisions go on as soon as it does`,
    );
    const bothAway = { status: 503, mongodb: 'failed', temporal: 'failed' };
    expect(await storesByReady()).toEqual(bothAway);
    const message = stack.ask();
    const statuses = () => stack.simulator.deliveries().flatMap(({ attempts }) => attempts);
    await eventually('an answer', async () => statuses().length > 0);
    expect(statuses().map(({ status }) => status)).toEqual([200]);

    // Back, and gone again for a moment while the process makes its indexes.
    indexesToCut = 4;
    mongodb.setMode(there);
    await eventually('only Temporal is missing', async () => {
      const { mongodb: found, temporal: missing } = await storesByReady();
      return found === 'ok' && missing === 'failed';
    });
    await eventually('the worker waits for Temporal', async () =>
      started.written().includes(`Temporal at ${temporal.address} does not answer: waiting`),
    );
    temporal.setMode(there);
    await stack.untilEnded([message], 60_000);
    expect(indexesToCut).toBe(0);
    const note = stack.simulator.notes(stack.appId, message.conversationId);
    expect(note).toHaveLength(1);
    await eventually('ready', async () => (await storesByReady()).status === 200);
    started.signal('SIGTERM');
    expect(await started.ended, started.written()).toEqual(clean);
  }, 150_000);

  it('ends cleanly at SIGTERM, and with a sentence where waiting does not help', async () => {
    temporal.setMode(away);
    const own = stack.run('worker');
    const wrongNamespace = stack.run('worker', { TEMPORAL_NAMESPACE: 'nowhere' });
    const wrongPassword = stack.run('worker', {
      MONGODB_URI: `mongodb://sidenote:wrong@${mongodb.address}/refused`,
      SIDENOTE_EMBEDDINGS: 'none',
    });
    await expect(wrongPassword.ready).rejects.toThrow(
      `MongoDB at ${mongodb.address} cannot be used`,
    );
    expect(await wrongPassword.ended).toEqual({ code: 1, signal: null });
    expect(wrongPassword.written()).not.toContain('wrong@');

    await own.ready;
    expect(own.written()).toContain('does not answer: waiting');
    own.signal('SIGTERM');
    expect(await own.ended, own.written()).toEqual(clean);

    await wrongNamespace.ready;
    temporal.setMode(there);
    expect(await wrongNamespace.ended).toEqual({ code: 1, signal: null });
    expect(wrongNamespace.written()).toContain('The Temporal namespace "nowhere" is not fit');
  }, 120_000);
});
