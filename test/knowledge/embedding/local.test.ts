import { expect, test } from 'vitest';
import { createLocalEmbedder } from '../../../knowledge/embedding/local.ts';
import { bgeSmall } from '../../../knowledge/embedding/local-model.ts';
import type { ModelProcess } from '../../../knowledge/embedding/model-process.ts';

const never = new AbortController().signal;
const files = { weights: 'weights', tokenizer: 'tokenizer' };

/** Processes that answer when they are told to, a text's vector being its length. */
function script() {
  const asked: string[] = [];
  let started = 0;
  let stopped = 0;
  let answer: ((how: 'answer' | 'fail' | 'crash') => void) | null = null;
  let wanted: (() => void) | null = null;
  const start = (): ModelProcess => {
    started += 1;
    let ended = false;
    return {
      vectorOf: (text) =>
        new Promise((resolve, reject) => {
          asked.push(text);
          answer = (how) => {
            ended ||= how === 'crash';
            if (how === 'answer') resolve(Float32Array.of(text.length));
            else reject(new Error(`it did ${how}`));
          };
          wanted?.();
        }),
      hasEnded: () => ended,
      stop: async () => {
        stopped += 1;
        ended = true;
        answer?.('crash');
      },
    };
  };
  const next = async (how: 'answer' | 'fail' | 'crash' = 'answer'): Promise<void> => {
    if (answer === null) await new Promise<void>((resolve) => (wanted = resolve));
    const tell = answer;
    [answer, wanted] = [null, null];
    tell?.(how);
  };
  return { asked, next, start, started: () => started, stopped: () => stopped };
}

test('nothing is started before the first call', async () => {
  const model = script();
  createLocalEmbedder(files, bgeSmall, model.start);
  expect(model.started()).toBe(0);
});

test('no texts get no vectors, and wake nobody', async () => {
  const model = script();
  const embedder = createLocalEmbedder(files, bgeSmall, model.start);
  expect(await embedder.embed([], never)).toEqual([]);
  expect(model.started()).toBe(0);
});

test('calls take turns, and each gets its vectors in its own order', async () => {
  const model = script();
  const embedder = createLocalEmbedder(files, bgeSmall, model.start);
  const long = embedder.embed(['a', 'bb', 'ccc'], never);
  const short = embedder.embed(['question'], never);
  for (let texts = 0; texts < 4; texts += 1) await model.next();
  expect(await short).toEqual([Float32Array.of(8)]);
  expect(await long).toEqual([1, 2, 3].map((length) => Float32Array.of(length)));
  expect(model.asked).toEqual(['a', 'question', 'bb', 'ccc']);
  expect(model.started()).toBe(1);
});

test('a call that is given up ends at once with the reason, and the others go on', async () => {
  const model = script();
  const embedder = createLocalEmbedder(files, bgeSmall, model.start);
  const controller = new AbortController();
  const first = embedder.embed(['a', 'bb'], controller.signal);
  const second = embedder.embed(['ccc'], never);
  controller.abort(new Error('no longer wanted'));
  await expect(first).rejects.toThrow('no longer wanted');
  await model.next();
  await model.next();
  expect(await second).toEqual([Float32Array.of(3)]);
  expect(model.asked).toEqual(['a', 'ccc']);
});

test('a call with a signal that was given up before asks nobody', async () => {
  const model = script();
  const embedder = createLocalEmbedder(files, bgeSmall, model.start);
  const over = AbortSignal.abort(new Error('too late'));
  await expect(embedder.embed(['a'], over)).rejects.toThrow('too late');
  expect(model.started()).toBe(0);
});

test('a text without an answer fails its call alone', async () => {
  const model = script();
  const embedder = createLocalEmbedder(files, bgeSmall, model.start);
  const first = embedder.embed(['a', 'bb'], never);
  const second = embedder.embed(['ccc'], never);
  await Promise.all([model.next('fail'), expect(first).rejects.toThrow('it did fail')]);
  await model.next();
  expect(await second).toEqual([Float32Array.of(3)]);
  expect(model.started()).toBe(1);
});

test('when the process ends, all that waits is rejected, and the next call starts another', async () => {
  const model = script();
  const embedder = createLocalEmbedder(files, bgeSmall, model.start);
  const waiting = [embedder.embed(['a'], never), embedder.embed(['bb'], never)];
  const rejected = waiting.map((one) => expect(one).rejects.toThrow('it did crash'));
  await model.next('crash');
  await Promise.all(rejected);
  const again = embedder.embed(['ccc'], never);
  await model.next();
  expect(await again).toEqual([Float32Array.of(3)]);
  expect(model.started()).toBe(2);
});

test('closing rejects what waits and what comes, and stops the process', async () => {
  const model = script();
  const embedder = createLocalEmbedder(files, bgeSmall, model.start);
  const waiting = [embedder.embed(['a'], never), embedder.embed(['bb'], never)];
  const rejected = waiting.map((one) => expect(one).rejects.toThrow());
  await embedder.close();
  await Promise.all(rejected);
  await expect(embedder.embed(['ccc'], never)).rejects.toThrow('is closed');
  expect(model.stopped()).toBe(1);
  expect(model.started()).toBe(1);
});
