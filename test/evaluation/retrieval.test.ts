import { describe, expect, it } from 'vitest';
import { measure } from '../../evaluation/measure.ts';
import { createFakeEmbedder } from './fake-embedder.ts';
import { doc, folderOf } from './folders.ts';

const files = {
  'help/docs.jsonl': [
    doc('bread', 'Bread is baked in an oven until the crust is brown.'),
    doc('tea', 'Tea is brewed with hot water for some minutes.'),
    doc('soup', 'Soup simmers on the stove for an hour.'),
  ],
  'help/queries.jsonl': [
    { id: '1', text: 'How is bread baked in an oven?', gold: ['bread'] },
    { id: '2', text: 'How is tea brewed with water?', gold: ['tea'] },
    { id: '3', text: 'Nothing answers this', gold: [] },
  ],
  'hotels/docs.jsonl': [
    doc('lion', 'Pets are welcome.', { entity: 'RED LION' }),
    doc('swan', 'Pets are welcome.', { entity: 'WHITE SWAN' }),
  ],
  'hotels/turns.jsonl': [
    {
      id: '1',
      history: [{ role: 'user', text: 'I look at the White Swan.' }],
      text: 'Are pets welcome?',
      gold: ['swan'],
    },
  ],
};
const report = () => undefined;

describe('the retrieval suite', () => {
  it('measures words alone where there is no embedder', async () => {
    const data = await folderOf(files);
    const figures = await measure('retrieval', { data, set: 'help', embedders: null, report });
    expect(figures).toEqual(
      ['nDCG@10', 'Recall@5', 'MRR@10'].map((metric) => ({
        ...{ suite: 'retrieval', set: 'help', system: 'words', metric },
        ...{ value: 1, low: 1, high: 1, n: 2 },
      })),
    );
  });

  it('measures words, meaning and both over the same rows where there is one', async () => {
    const data = await folderOf(files);
    const embedder = createFakeEmbedder();
    const figures = await measure('retrieval', {
      data,
      set: undefined,
      embedders: [{ embedder, share: 1 }],
      report,
    });
    const first = figures.filter(({ metric }) => metric === 'nDCG@10');
    expect(first.map(({ set, system, value, n }) => [set, system, value, n])).toEqual([
      ['help', 'words', 1, 2],
      ['help', 'meaning', 1, 2],
      ['help', 'fused', 1, 2],
      ['hotels', 'words', 1, 1],
      ['hotels', 'meaning', 1, 1],
      ['hotels', 'fused', 1, 1],
    ]);
    expect(embedder.asked).toContain('Are pets welcome?');
  });

  it('does not hide that meaning could not be compared', async () => {
    const data = await folderOf(files);
    const working = createFakeEmbedder();
    let calls = 0;
    const embedder = {
      ...working,
      embed: (texts: readonly string[], signal: AbortSignal) => {
        calls += 1;
        // Passages and two questions by meaning alone, then passages for both, then nothing.
        return calls > 4 ? Promise.reject(new Error('gone')) : working.embed(texts, signal);
      },
    };
    const measured = measure('retrieval', {
      data,
      set: 'help',
      embedders: [{ embedder, share: 1 }],
      report,
    });
    await expect(measured).rejects.toThrow('gone');
  });

  it('refuses a set that is not there', async () => {
    const data = await folderOf(files);
    const measured = measure('retrieval', { data, set: 'moon', embedders: null, report });
    await expect(measured).rejects.toThrow('There is no set moon for this; there is help, hotels.');
  });
});
