import { describe, expect, it } from 'vitest';
import { measure } from '../../evaluation/measure.ts';
import { createFakeEmbedder } from './fake-embedder.ts';
import { folderOf } from './folders.ts';

const report = () => undefined;
const row = (text: string, intent: string, oos = false) => ({ id: text, text, intent, oos });
const training = [
  row('where is my parcel', 'delivery'),
  row('my parcel has not arrived', 'delivery'),
  row('when will the parcel come', 'delivery'),
  row('I forgot my password', 'login'),
  row('the password is not accepted', 'login'),
  row('reset the password please', 'login'),
];

describe('the topics suite', () => {
  it('asks the other rows, by words alone where there is no embedder', async () => {
    const data = await folderOf({
      'shop/train_10shot.jsonl': training,
      'shop/val.jsonl': [
        row('has the parcel arrived', 'delivery'),
        row('a new password', 'login'),
        // Told wrongly, and counted so.
        row('the password of the courier', 'delivery'),
        row('qqq zzz', 'oos', true),
      ],
    });
    const figures = await measure('topics', { data, set: undefined, embedders: null, report });
    expect(figures.map(({ system, metric, value, n }) => [system, metric, value, n])).toEqual([
      ['words', 'accuracy', 0.6667, 3],
      ['words', 'oosAuroc', 1, 4],
    ]);
  });

  it('asks the training rows in folds where there are no others, and has no AUROC then', async () => {
    const data = await folderOf({ 'shop/train_10shot.jsonl': training });
    const embedder = createFakeEmbedder();
    const figures = await measure('topics', {
      data,
      set: 'shop',
      embedders: [{ embedder, share: 1 }],
      report,
    });
    expect(figures.map(({ system, metric, n }) => [system, metric, n])).toEqual([
      ['words', 'accuracy', 6],
      ['meaning', 'accuracy', 6],
      ['fused', 'accuracy', 6],
    ]);
    expect(figures[0]?.value).toBe(1);
    expect(new Set(embedder.asked)).toEqual(new Set(training.map(({ text }) => text)));
  });

  it('counts a message of a topic that nothing taught as wrong', async () => {
    const data = await folderOf({
      'shop/train.jsonl': training,
      'shop/test.jsonl': [row('has the parcel arrived', 'delivery'), row('refund me', 'refunds')],
    });
    const [accuracy] = await measure('topics', { data, set: undefined, embedders: null, report });
    expect(accuracy).toMatchObject({ value: 0.5, n: 2 });
  });
});
