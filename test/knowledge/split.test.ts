import { describe, expect, it } from 'vitest';
import type { Article } from '../../domain/passage.ts';
import { splitArticle } from '../../knowledge/split.ts';

const article = (markdown: string): Article => ({
  id: 'a1',
  source: 'test',
  title: 'Exports',
  url: null,
  markdown,
  audience: 'public',
  language: 'en',
});
const split = (markdown: string) => splitArticle(article(markdown));

describe('splitting an article', () => {
  it('gives nothing for nothing', () => {
    expect(split('')).toEqual([]);
    expect(split('# Only a heading\n\n![image](x.png)\n')).toEqual([]);
  });

  it('cuts at headings and keeps their path; the repeated title is no part of it', () => {
    const passages = split(
      '# Exports\n\nIntro.\n\n## CSV\n\nText.\n\n### Limits\n\nMore.\n\n## JSON\n\nLast.',
    );
    expect(passages.map(({ headingPath }) => headingPath)).toEqual([
      [],
      ['CSV'],
      ['CSV', 'Limits'],
      ['JSON'],
    ]);
    expect(passages.map(({ id }) => id)).toEqual([
      'test/a1#-1',
      'test/a1#csv-1',
      'test/a1#limits-1',
      'test/a1#json-1',
    ]);
  });

  it('names passages of different sources differently, whatever the names', () => {
    const of = (source: string, id: string) =>
      splitArticle({ ...article('Text.'), source, id }).map((passage) => passage.id);
    const names = [of('a', 'b/c'), of('a/b', 'c'), of('a%2Fb', 'c'), of('b', 'c')].flat();
    expect(new Set(names).size).toBe(4);
  });

  it('says of each passage which article its own translates', () => {
    const passages = splitArticle({ ...article('# A\n\nx\n\n# B\n\ny'), translationOf: 'a0' });
    expect(passages.map(({ translationOf }) => translationOf)).toEqual(['a0', 'a0']);
    expect(split('Text.')[0]).not.toHaveProperty('translationOf');
  });

  it('takes a # in a code fence for code', () => {
    const passages = split('## Shell\n\n```sh\n# not a heading\nls\n```\n\nAfter.');
    expect(passages).toHaveLength(1);
    expect(passages[0]?.text).toContain('# not a heading');
  });

  it('survives a fence that never closes', () => {
    expect(split('## A\n\n```\n# x\n')[0]?.text).toContain('# x');
  });

  it('keeps a list and the line that leads to it together, however long the text before', () => {
    const long = 'word '.repeat(190);
    const steps = Array.from(
      { length: 8 },
      (_, at) => `${at + 1}. Do the thing number ${at + 1} now`,
    );
    const passages = split(`## How\n\n${long}.\n\nTo export:\n\n${steps.join('\n')}`);
    const withSteps = passages.filter(({ text }) => text.includes('1. Do'));
    expect(withSteps).toHaveLength(1);
    expect(withSteps[0]?.text).toContain('To export:');
    expect(withSteps[0]?.text).toContain('8. Do');
  });

  it('cuts a table that is too long by rows, each under the header', () => {
    const rows = Array.from({ length: 120 }, (_, at) => `| plan ${at} | some limit here ${at} |`);
    const passages = split(['| Plan | Limit |', '|---|---|', ...rows].join('\n'));
    expect(passages.length).toBeGreaterThan(1);
    for (const { text } of passages)
      expect(text.startsWith('| Plan | Limit |\n|---|---|')).toBe(true);
  });

  it('cuts endless paragraphs by sentences', () => {
    const text = Array.from(
      { length: 60 },
      (_, at) => `Sentence ${at} says something about exports.`,
    ).join(' ');
    const passages = split(text);
    expect(passages.length).toBeGreaterThan(1);
    for (const passage of passages) expect(passage.text.split(' ').length).toBeLessThanOrEqual(210);
  });

  it('has ids that an edit elsewhere does not change', () => {
    const before = split('## A\n\nOne.\n\n## B\n\nTwo.');
    const after = split('## New\n\nZero.\n\n## A\n\nOne.\n\n## B\n\nTwo, edited.');
    expect(after.map(({ id }) => id)).toEqual(expect.arrayContaining(before.map(({ id }) => id)));
  });
});
