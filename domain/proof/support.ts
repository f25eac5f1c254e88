import { isEveryday } from '../everyday-words.ts';
import { synonymWeight, synonymsOf } from '../vocabulary.ts';
import type { SupportSigns } from './proof.ts';
import { type Source, type SourceSentence, lineOf } from './sources.ts';
import { type Token, contentOf } from './tokens.ts';

/** A stretch of a source that may say what a sentence says. */
export type Stretch = {
  readonly text: string;
  readonly sentences: readonly SourceSentence[];
  /** Weighted share of the sentence's content words that stand in it. */
  readonly cover: number;
};

/** So many neighbouring sentences may together say what one sentence of a draft says. */
const longestStretch = 3;

const weightOf = (stem: string): number => (isEveryday(stem) ? 0.5 : 1);

/** 1 where the word itself is there, less for another word of the same meaning. */
function shareIn(stem: string, stems: ReadonlySet<string>): number {
  if (stems.has(stem)) return 1;
  return [...synonymsOf(stem)].some((other) => stems.has(other)) ? synonymWeight : 0;
}

/** Weighted share of the stems that are there; 1 for none. */
export function coverOf(stems: readonly string[], there: ReadonlySet<string>): number {
  let all = 0;
  let found = 0;
  for (const one of stems) {
    all += weightOf(one);
    found += weightOf(one) * shareIn(one, there);
  }
  return all === 0 ? 1 : found / all;
}

/** The stretches of the sources that cover most of a sentence, best first; shorter ones first. */
export function bestStretches(
  tokens: readonly Token[],
  sources: readonly Source[],
  language: string,
  most: number,
): readonly Stretch[] {
  const wanted = [...new Set(contentOf(tokens, language))];
  const stretches = sources.flatMap(({ sentences, headings }) =>
    sentences.flatMap((_, at) => {
      const found: Stretch[] = [];
      const stems = new Set(headings);
      for (
        let length = 1;
        length <= longestStretch && at + length <= sentences.length;
        length += 1
      ) {
        const members = sentences.slice(at, at + length);
        for (const one of members.at(-1)?.stems ?? []) stems.add(one);
        // Longer ones have to bring something.
        const cover = coverOf(wanted, stems) - 0.03 * (length - 1);
        if (cover > (found.at(-1)?.cover ?? 0))
          found.push({
            text: members.map(({ text }) => text).join(' '),
            sentences: members,
            cover,
          });
      }
      return found;
    }),
  );
  return stretches.sort((a, z) => z.cover - a.cover).slice(0, most);
}

/** The longest run of the sentence's words that stands in one of the sources, in words. */
export function longestRun(tokens: readonly Token[], sources: readonly Source[]): number {
  let longest = 0;
  for (let from = 0; from + longest < tokens.length; from += 1)
    while (
      from + longest < tokens.length &&
      standsIn(tokens.slice(from, from + longest + 1), sources)
    )
      longest += 1;
  return longest;
}

/** Do the words stand in one of the sources, one after the other? */
export function standsIn(tokens: readonly Token[], sources: readonly Source[]): boolean {
  const line = lineOf(tokens);
  return sources.some((source) => source.line.includes(line));
}

/** Share of neighbouring content words that are as good as neighbours in a source. */
function neighboursOf(stems: readonly string[], sources: readonly Source[]): number {
  const pairs = new Set<string>();
  for (const { content } of sources)
    content.forEach((one, at) => {
      for (const other of content.slice(at + 1, at + 4)) pairs.add(`${one} ${other}`);
    });
  let all = 0;
  let found = 0;
  for (let at = 0; at + 1 < stems.length; at += 1) {
    all += 1;
    const [one = '', other = ''] = stems.slice(at, at + 2);
    if (pairs.has(`${one} ${other}`) || pairs.has(`${other} ${one}`)) found += 1;
  }
  return all === 0 ? 1 : found / all;
}

/** What speaks for a sentence in the words of its sources. */
export function wordSigns(
  tokens: readonly Token[],
  sources: readonly Source[],
  language: string,
  best: Stretch | undefined,
): Omit<SupportSigns, 'cosine'> {
  const stems = contentOf(tokens, language);
  const all = new Set(sources.flatMap(({ content }) => content));
  return {
    cover: coverOf([...new Set(stems)], all),
    coverTogether: stems.length === 0 ? 1 : Math.max(0, best?.cover ?? 0),
    neighbours: neighboursOf(stems, sources),
    run: tokens.length === 0 ? 1 : longestRun(tokens, sources) / tokens.length,
  };
}
