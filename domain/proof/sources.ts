import { blocksOf } from '../markdown.ts';
import type { Passage } from '../passage.ts';
import { sentencesOf } from '../sentences.ts';
import { withoutMarkup } from './markup.ts';
import { type Token, contentOf, tokensOf } from './tokens.ts';

/** A sentence of a passage, read for comparison. */
export type SourceSentence = {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** Stems of its content words. */
  readonly stems: ReadonlySet<string>;
};

/** A passage, read for comparison. */
export type Source = {
  readonly id: string;
  readonly language: string;
  /** Title, headings and text as a reader sees them. */
  readonly text: string;
  /** The text alone, with its markup. */
  readonly markdown: string;
  readonly url: string | null;
  readonly headings: ReadonlySet<string>;
  readonly sentences: readonly SourceSentence[];
  /** All words in order between spaces: a run of words stands in it or does not. */
  readonly line: string;
  /** Stems of content words, in order. */
  readonly content: readonly string[];
};

/** More of a passage than this is not read: code without an end, a page without headings. */
const mostCharacters = 40_000;

export const lineOf = (tokens: readonly Token[]): string =>
  ` ${tokens.map(({ norm }) => norm).join(' ')} `;

/** Rows of tables as they are read out: the first cell, then each other one behind the name of its column. */
const rowsOf = (markdown: string): string[] =>
  blocksOf(markdown).flatMap((block) => {
    if (block.kind !== 'table') return [];
    const [header = [], ...rows] = block.rows;
    return rows.map((row) =>
      withoutMarkup(
        row.map((cell, at) => (at === 0 ? `${cell}:` : `${header[at] ?? ''} ${cell},`)).join(' '),
      ),
    );
  });

export function readSource(passage: Passage): Source {
  const { id, language, url, title, headingPath } = passage;
  const markdown = passage.text.slice(0, mostCharacters);
  const body = withoutMarkup(markdown);
  const rows = rowsOf(markdown);
  const heading = [title, ...headingPath].join('\n');
  const sentences = [title, ...headingPath, ...sentencesOf(body), ...rows].map((text) => {
    const tokens = tokensOf(text);
    return { text, tokens, stems: new Set(contentOf(tokens, language)) };
  });
  const tokens = tokensOf([heading, body, ...rows].join('\n'));
  return {
    ...{ id, language, url, markdown, sentences },
    text: `${heading}\n${body}`,
    headings: new Set(contentOf(tokensOf(heading), language)),
    line: lineOf(tokens),
    content: contentOf(tokens, language),
  };
}
