import { expect, it } from 'vitest';
import { varied, variedVectors } from '../../app/bench/knowledge/vary.ts';
import { readMaterial } from '../../app/bench/knowledge/material.ts';
import { unitVector } from '../../domain/unit-vector.ts';

it('passages are varied up to the number asked for, the same ones each time', async () => {
  const { articles, questions } = await readMaterial(null);
  const { passages } = varied(articles, 500);
  expect(passages).toHaveLength(500);
  expect(varied(articles, 500).passages).toEqual(passages);
  expect(new Set(passages.map(({ id }) => id)).size).toBe(500);
  expect(new Set(passages.map(({ text }) => text)).size).toBeGreaterThan(450);
  expect(questions.length).toBeGreaterThan(10);
});

it('vectors are varied near the ones that were made', () => {
  const base = [unitVector([1, 2, 3, 4, 5, 6, 7, 8])];
  const made = [...variedVectors(base, 50)];
  const cosines = made.map(({ codes, scale }) =>
    codes.reduce((sum, code, at) => sum + code * scale * (base[0]?.[at] ?? 0), 0),
  );
  expect(Math.min(...cosines)).toBeGreaterThan(0.6);
  expect(new Set(cosines).size).toBeGreaterThan(40);
});
