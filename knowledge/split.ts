import { type MarkdownBlock, blocksOf, plainText } from '../domain/markdown.ts';
import { type Article, type Passage, articleKeyOf } from '../domain/passage.ts';
import { placesOf } from './places.ts';
import { countWords, sentencesOf } from '../domain/sentences.ts';

/** Words of a passage: a section is cut when it grows beyond `most`, never below `least`. */
const words = { least: 60, most: 200, whole: 400 } as const;

type Section = { readonly headingPath: readonly string[]; readonly texts: string[] };

function sectionsOf(article: Article): Section[] {
  const path: { level: number; text: string }[] = [];
  const sections: { headingPath: readonly string[]; blocks: MarkdownBlock[] }[] = [
    { headingPath: [], blocks: [] },
  ];
  for (const block of blocksOf(article.markdown)) {
    if (block.kind !== 'heading') {
      sections.at(-1)?.blocks.push(block);
      continue;
    }
    while ((path.at(-1)?.level ?? 0) >= block.level) path.pop();
    path.push({ level: block.level, text: plainText(block.text) });
    const titles = path.map(({ text }) => text);
    const repeatsTitle = titles[0]?.toLowerCase() === article.title.toLowerCase();
    sections.push({ headingPath: repeatsTitle ? titles.slice(1) : titles, blocks: [] });
  }
  return sections.map(({ headingPath, blocks }) => ({ headingPath, texts: pack(blocks) }));
}

/** Running text may be cut anywhere between sentences, lists and tables only when they must. */
const mostOf = (block: MarkdownBlock): number =>
  block.kind === 'paragraph' ? words.most : words.whole;

/** A list or table stays with the line that leads to it. */
function glue(blocks: readonly MarkdownBlock[]): string[] {
  const texts: string[] = [];
  for (const block of blocks) {
    const previous = texts.at(-1);
    const leads = previous !== undefined && /:\**\s*$/.test(previous);
    const belongs = block.kind !== 'paragraph' && leads;
    if (belongs && countWords(previous) + countWords(block.text) <= words.whole)
      texts.push(`${texts.pop()}\n\n${block.text}`);
    else texts.push(...(countWords(block.text) <= mostOf(block) ? [block.text] : cut(block)));
  }
  return texts;
}

/** Cuts what is too long to stay whole: rows under their header, items, sentences. */
function cut(block: MarkdownBlock): string[] {
  if (block.kind === 'code') return [block.text];
  const lines =
    block.kind === 'paragraph'
      ? block.text.split('\n').flatMap((line) => sentencesOf(line))
      : block.text.split('\n');
  const head = block.kind === 'table' ? lines.slice(0, 2) : [];
  const separator = block.kind === 'paragraph' ? ' ' : '\n';
  const parts: string[][] = [];
  for (const line of lines.slice(head.length)) {
    const part = parts.at(-1);
    if (part && countWords(part.join(' ')) + countWords(line) <= words.most) part.push(line);
    else parts.push([...head, line]);
  }
  return parts.map((part) => part.join(separator));
}

function pack(blocks: readonly MarkdownBlock[]): string[] {
  const packed: string[] = [];
  for (const text of glue(blocks)) {
    const previous = packed.at(-1);
    const size = countWords(previous ?? '');
    const fits = size + countWords(text) <= words.most || size < words.least;
    if (previous !== undefined && fits && size + countWords(text) <= words.whole)
      packed[packed.length - 1] = `${previous}\n\n${text}`;
    else packed.push(text);
  }
  return packed.filter((text) => text.trim() !== '');
}

const slug = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);

/** Splits an article by heading. Fences, lists and tables stay whole where that is possible. */
export function splitArticle(article: Article): Passage[] {
  const counts = new Map<string, number>();
  const articleKey = articleKeyOf({ source: article.source, articleId: article.id });
  const sections = sectionsOf(article);
  const places = placesOf(
    article.markdown,
    sections.flatMap(({ texts }) => texts),
  ).values();
  return sections.flatMap(({ headingPath, texts }) =>
    texts.map((text) => {
      const heading = slug(headingPath.at(-1) ?? '');
      const count = (counts.get(heading) ?? 0) + 1;
      counts.set(heading, count);
      const place = places.next().value;
      return {
        id: `${articleKey}#${heading}-${count}`,
        source: article.source,
        articleId: article.id,
        title: article.title,
        headingPath,
        url: article.url,
        audience: article.audience,
        language: article.language,
        ...(article.translationOf === undefined ? {} : { translationOf: article.translationOf }),
        ...(article.entity === undefined ? {} : { entity: article.entity }),
        ...(article.pastConversation === undefined
          ? {}
          : { pastConversation: article.pastConversation }),
        ...(place === undefined ? {} : { place }),
        text,
      };
    }),
  );
}
