import type { Percentiles } from '../app/bench/measure.ts';
import type { KnowledgeBenchReport, SizeFigures } from '../app/bench/knowledge/run.ts';
import { table } from './table.ts';

/** What the project aims for; printed beside what was measured, whatever that is. */
export const knowledgeAims = { passages: 100_000, p95Ms: 30, pauseMs: 100 } as const;

const ms = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
const seconds = (value: number): string => `${(value / 1_000).toFixed(1)} s`;
const megabytes = (value: number): string => `${(value / 1e6).toFixed(0)} MB`;
const ratio = (value: number): string => value.toFixed(2);

/** The report of a bench of knowledge as tables. */
export function knowledgeWords(report: KnowledgeBenchReport): string {
  const { server, articles, questions, embedding, sentence, sizes } = report;
  return [
    `Server: ${server}`,
    sentence,
    `Passages: of ${articles} articles, then copies with a quarter of their words changed.`,
    embedding === null
      ? 'Vectors: none.'
      : `Vectors: ${embedding.passages} passages were embedded, ${embedding.passagesPerSecond.toFixed(0)} a second; ` +
        'all others have one of these, turned a little (cosine about 0.9).',
    `Questions: ${questions}, one after the other, with what was said before them.`,
    '',
    table(
      ['passages', 'a question', 'p50', 'p95', 'p95 beside words', 'aim for p95'],
      sizes.flatMap(questionRows),
    ),
    '',
    table(
      ['passages', 'memory', 'all', 'a passage'],
      sizes.flatMap(({ size, passageBytes, words, fused, serving }) => [
        [String(size), 'passages', ...memoryCells(passageBytes, size)],
        ['', 'index by words', ...memoryCells(words.bytes, size)],
        ...(fused === null ? [] : [['', 'both indexes', ...memoryCells(fused.bytes, size)]]),
        ['', 'all, started on MongoDB', ...memoryCells(serving.heldBytes, size)],
        ['', 'the whole process', ...memoryCells(serving.residentBytes, size)],
      ]),
    ),
    '',
    table(
      ['passages', 'from MongoDB', 'took', 'longest pause', 'slowest question', 'aim for pauses'],
      sizes.flatMap(servingRows),
    ),
    '',
    'Each size runs in processes of its own. The absolute figures are of this machine, busy as it was.',
  ].join('\n');
}

function questionRows({ size, words, fused }: SizeFigures): string[][] {
  const row = (first: string, name: string, { p50, p95 }: Percentiles, aim: string): string[] => [
    ...[first, name, ms(p50), ms(p95), ratio(p95 / words.latencyMs.p95), aim],
  ];
  const aim = size === knowledgeAims.passages ? `at most ${knowledgeAims.p95Ms} ms` : '';
  return [
    row(String(size), 'by words', words.latencyMs, aim),
    ...(fused === null
      ? []
      : [
          row('', 'by both, embedded before', fused.latencyMs, aim),
          row('', 'by both, embedding it', fused.withEmbeddingMs, ''),
        ]),
  ];
}

const memoryCells = (bytes: number, size: number): string[] => [
  megabytes(bytes),
  `${(bytes / size).toFixed(0)} B`,
];

function servingRows({ size, words, fused, serving }: SizeFigures): string[][] {
  const aim = `under ${knowledgeAims.pauseMs} ms`;
  return [
    [
      String(size),
      'start to first answer',
      seconds(serving.startMs),
      ms(serving.startPauseMs),
      '',
      aim,
    ],
    [
      ...['', 'a changed article is found', seconds(serving.refreshMs), ms(serving.refreshPauseMs)],
      ...[ms(serving.refreshQueryMs), aim],
    ],
    ['', 'of it, building the indexes anew', seconds((fused ?? words).buildMs), '', '', ''],
    [
      '',
      `memory: ${megabytes(serving.heldBytes)}, of the process ${megabytes(serving.residentBytes)}`,
    ],
  ];
}
