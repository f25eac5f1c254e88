import { describe, expect, it } from 'vitest';
import { createPassageVectors } from '../../app/knowledge/passage-vectors.ts';
import type { Embedder } from '../../domain/embedder.ts';
import type { Passage } from '../../domain/passage.ts';
import { createVectors } from '../../storage/vectors.ts';
import { ownDatabase } from '../support/database.ts';

const database = ownDatabase('passage-vectors');

const passages = (count: number, text = 'text'): Passage[] =>
  Array.from({ length: count }, (_, at) => ({
    ...{ id: `p${at}`, source: 's', articleId: 'a', title: 'T', headingPath: [], url: null },
    ...{ audience: 'public', language: 'en', text: `${text} ${at}` },
  }));

/** An embedder that writes down what it is given, and fails while `failing` says so. */
function recordingEmbedder(model = 'm') {
  const given: string[] = [];
  const state = { failing: false };
  const embedder: Embedder = {
    ...{ model, dimensions: 2 },
    async embed(texts, signal) {
      signal.throwIfAborted();
      if (state.failing) throw new Error('the model has ended');
      given.push(...texts);
      return texts.map((text) => Float32Array.from([text.length, 1]));
    },
  };
  return { embedder, given, state };
}

let daysLater = 0;
const clock = { now: () => Date.now() + daysLater * 24 * 3_600_000 };

function setUp(mostAtOnce = 64) {
  const lines: string[] = [];
  const made = createPassageVectors({
    vectors: createVectors(database().db, clock),
    report: (line) => lines.push(line),
    mostAtOnce,
  });
  return { made, lines };
}

describe('the vectors of passages', () => {
  it('are made once, and again only for what changed', async () => {
    const { embedder, given } = recordingEmbedder();
    const { made } = setUp();
    const first = await made.of('once', embedder, passages(40));
    expect(first.vectors.size).toBe(40);
    expect(given).toHaveLength(40);
    const changed = [
      ...passages(39),
      ...passages(1, 'another').map((it) => ({ ...it, id: 'new' })),
    ];
    const second = await setUp().made.of('once', embedder, changed);
    expect(second.vectors.size).toBe(40);
    expect(given.slice(40)).toEqual(['T\nanother 0']);
  });

  it('are shared by passages that say the same', async () => {
    const { embedder, given } = recordingEmbedder();
    const twice = [...passages(1), { ...passages(1)[0], id: 'copy' }].filter(isPassage);
    const { vectors } = await setUp().made.of('twice', embedder, twice);
    expect([...vectors.keys()]).toEqual(['p0', 'copy']);
    expect(given).toHaveLength(1);
  });

  it('are made in the background where there are many, and are told to be there', async () => {
    const { embedder } = recordingEmbedder();
    const { made, lines } = setUp(10);
    const before = made.generation('many');
    expect(await made.of('many', embedder, passages(100))).toMatchObject({ missing: 100 });
    await expect.poll(() => made.generation('many')).toBeGreaterThan(before);
    expect(await made.of('many', embedder, passages(100))).toMatchObject({ missing: 0 });
    expect(lines[0]).toBe('Embedding 100 passages of many; until then words find them');
    expect(lines.at(-1)).toBe('many: every passage has its vector (m)');
  });

  it('of another model take the place of the old ones when all are made', async () => {
    const store = createVectors(database().db, clock);
    const { made } = setUp(10);
    const old = recordingEmbedder('old');
    expect(await made.of('change', old.embedder, passages(5))).toMatchObject({ missing: 0 });
    // Until then another worker may need the old ones.
    daysLater = 3;
    const next = recordingEmbedder('next');
    expect(await made.of('change', next.embedder, passages(50))).toMatchObject({ missing: 50 });
    await expect.poll(() => made.generation('change')).toBe(1);
    expect(await made.of('change', next.embedder, passages(50))).toMatchObject({ missing: 0 });
    const again = await made.of('change', old.embedder, passages(5));
    expect(again.vectors.size).toBe(5);
    expect(old.given).toHaveLength(10);
    expect((await store.find({ appId: 'change', model: 'next' }, [])).size).toBe(0);
  });

  it('that cannot be made now are made later, from where it ended', async () => {
    const { embedder, given, state } = recordingEmbedder();
    const { made, lines } = setUp(10);
    state.failing = true;
    expect(await made.of('later', embedder, passages(64))).toMatchObject({ missing: 64 });
    await expect.poll(() => made.generation('later')).toBe(1);
    expect(lines.at(-1)).toContain('goes on later: Error: the model has ended');
    state.failing = false;
    expect(await made.of('later', embedder, passages(64))).toMatchObject({ missing: 64 });
    await expect.poll(() => made.generation('later')).toBe(2);
    expect(await made.of('later', embedder, passages(64))).toMatchObject({ missing: 0 });
    expect(given).toHaveLength(64);
  });

  it('are given up when the worker stops; what was made is kept', async () => {
    const { embedder } = recordingEmbedder();
    const { made } = setUp(10);
    expect(await made.of('stop', embedder, passages(200))).toMatchObject({ missing: 200 });
    await made.stop();
    const { vectors, missing } = await made.of('stop', embedder, passages(200));
    expect(missing).toBeGreaterThan(0);
    expect(vectors.size).toBe(200 - missing);
    expect(made.generation('stop')).toBe(1);
  });
});

const isPassage = (one: Partial<Passage>): one is Passage => one.text !== undefined;
