import { expect, it } from 'vitest';
import { ablationWords } from '../../cli/eval-report.ts';
import type { AblationRow } from '../../evaluation/ablation.ts';
import { ablation } from '../../evaluation/measure.ts';
import { createFakeEmbedder } from './fake-embedder.ts';
import { doc, folderOf } from './folders.ts';

const files = {
  'hotels/docs.jsonl': [
    doc('one', 'Dogs are welcome.', { entity: 'RED LION' }),
    doc('two', 'Dogs are welcome.', { entity: 'WHITE SWAN' }),
    { id: 'spa', title: 'The spa', text: 'Open all day.' },
  ],
  'hotels/turns.jsonl': [
    {
      id: '1',
      history: [{ role: 'user', text: 'I look at the White Swan.' }],
      text: 'Are dogs welcome?',
      gold: ['two'],
    },
    { id: '2', history: [], text: 'When is the spa open?', gold: ['spa'] },
  ],
};

it('measures what is lost without a part, beside MiniSearch where it is installed', async () => {
  const rows: AblationRow[] = [];
  const embedder = createFakeEmbedder();
  const lines: string[] = [];
  await ablation(
    {
      ...{ data: await folderOf(files), set: undefined },
      embedders: [{ embedder, share: 1 }],
      report: (line) => lines.push(line),
    },
    (some) => rows.push(...some),
  );
  const of = new Map(rows.map(({ variant, ndcg }) => [variant, ndcg] as const));
  expect(of.get('the product: both')).toBe(1);
  expect(of.get('the question alone, no history')).toBeLessThan(1);
  expect(of.get('no named things')).toBeLessThan(1);
  expect(of.get('words only')).toBe(1);
  const left = lines.some((line) => line.includes('is not installed'));
  expect(of.has('MiniSearch defaults, the question alone')).toBe(!left);
  expect(ablationWords(rows)).toContain(
    '| hotels | 2 | the product: both | 1.000 [1.000, 1.000] |',
  );
});
