import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Article } from '../../domain/passage.ts';
import { sentencesOf } from '../../domain/sentences.ts';
import { splitArticle } from '../../knowledge/split.ts';

const article = (markdown: string): Article => ({
  ...{ id: 'a', source: 's', title: 'Title', url: null, markdown },
  ...{ audience: 'public', language: 'en' },
});

const inPlace = (markdown: string) =>
  splitArticle(article(markdown)).map(({ place }) =>
    place ? markdown.slice(place.start, place.end) : null,
  );

const words = (count: number, word: string) => Array<string>(count).fill(word).join(' ');

describe('the place of a passage', () => {
  it('is where it stands in the article, headings left out', () => {
    const markdown = '# One\n\nFirst text.\n\n## Two\n\n1. Open it.\n2. Close it.\n';
    expect(inPlace(markdown)).toEqual(['First text.', '1. Open it.\n2. Close it.']);
  });

  it('follows what stands twice in its order', () => {
    const markdown = '## A\n\nSame words.\n\n## B\n\nSame words.\n';
    const [one, other] = splitArticle(article(markdown)).map(({ place }) => place);
    expect(one?.start).toBe(markdown.indexOf('Same'));
    expect(other?.start).toBe(markdown.lastIndexOf('Same'));
  });

  it('spans what splitting left out, and leaves out what it put in', () => {
    const comment = '## A\n\nBefore.\n<!-- hidden -->\nAfter.\n';
    expect(inPlace(comment)).toEqual(['Before.\n<!-- hidden -->\nAfter.']);
    const rows = Array.from({ length: 60 }, (_, at) => `| ${at} ${words(9, 'cell')} | x |`);
    const table = ['| Name | Sign |', '|---|---|', ...rows].join('\n');
    const parts = inPlace(table);
    expect(parts.length).toBeGreaterThan(2);
    expect(parts.slice(1).every((part) => part?.startsWith('| ') && !part.includes('Name'))).toBe(
      true,
    );
    expect(parts.join('\n')).toBe(table);
  });

  it('of a long paragraph ends where its last sentence does', () => {
    const markdown = Array.from(
      { length: 40 },
      (_, at) => `Sentence ${at} has ${words(9, 'word')}.`,
    ).join('\n');
    const parts = inPlace(markdown);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.join('\n')).toBe(markdown);
  });

  it('is known of every passage of the sample knowledge, and holds its sentences', () => {
    const folder = join(import.meta.dirname, '../../sandbox/knowledge');
    let sentences = 0;
    for (const file of readdirSync(folder)) {
      const markdown = readFileSync(join(folder, file), 'utf8');
      for (const { place, text } of splitArticle(article(markdown))) {
        const part = markdown.slice(place?.start, place?.end);
        for (const sentence of sentencesOf(text)) {
          expect(part, `${file}: ${sentence}`).toContain(sentence);
          sentences += 1;
        }
      }
    }
    expect(sentences).toBeGreaterThan(200);
  });
});
