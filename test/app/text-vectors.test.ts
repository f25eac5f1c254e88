import { expect, test } from 'vitest';
import { createTextVectors } from '../../app/text-vectors.ts';
import type { Embedder } from '../../domain/embedder.ts';

const signal = new AbortController().signal;

function lengths(model = 'length/1') {
  const asked: string[][] = [];
  const embedder: Embedder = {
    ...{ model, dimensions: 2 },
    async embed(texts) {
      asked.push([...texts]);
      return texts.map((text) => Float32Array.from([text.length, 1]));
    },
  };
  return { asked, embedder };
}

test('a text is embedded once, whatever it stands beside', async () => {
  const { asked, embedder } = lengths();
  const vectors = createTextVectors({ embedder: () => embedder, report: () => undefined });
  await vectors(['one', 'three'], signal);
  const again = await vectors(['three', 'seven', 'three'], signal);
  expect(asked).toEqual([['one', 'three'], ['seven']]);
  expect(again?.map(([length]) => length)).toEqual([5, 5, 5]);
});

test('vectors of another model are never beside those of the one before', async () => {
  const [first, second] = [lengths(), lengths('length/2')];
  let embedder = first.embedder;
  const vectors = createTextVectors({ embedder: () => embedder, report: () => undefined });
  await vectors(['one'], signal);
  embedder = second.embedder;
  await vectors(['one'], signal);
  expect(second.asked).toEqual([['one']]);
});

test('without an embedder, or when it fails, there are none', async () => {
  expect(
    await createTextVectors({ embedder: () => null, report: () => undefined })(['one'], signal),
  ).toBeNull();
  const lines: string[] = [];
  const broken: Embedder = {
    ...{ model: 'broken', dimensions: 2 },
    embed: () => Promise.reject(new Error('the model has gone')),
  };
  const vectors = createTextVectors({
    embedder: () => broken,
    report: (line) => lines.push(line),
  });
  expect(await vectors(['one'], signal)).toBeNull();
  expect(lines).toEqual(['Texts are compared by their words: the model has gone']);
});

test('a step that is given up rejects with its own reason', async () => {
  const given = AbortSignal.abort(new Error('given up'));
  const embedder: Embedder = {
    ...{ model: 'slow', dimensions: 2 },
    async embed(_texts, until) {
      until.throwIfAborted();
      return [];
    },
  };
  const vectors = createTextVectors({ embedder: () => embedder, report: () => undefined });
  await expect(vectors(['one'], given)).rejects.toThrow('given up');
});
