/** What a reader sees of Markdown, addresses kept: what proof compares. */
export const withoutMarkup = (markdown: string): string =>
  markdown
    .replaceAll(/!\[([^\]]{0,500})\]\([^)]{0,2000}\)/g, '$1')
    .replaceAll(/\[([^\]]{0,500})\]\(([^)\s]{0,2000})[^)]{0,200}\)/g, '$1')
    .replaceAll(/\[([^\]]{0,500})\]\[[^\]]{0,200}\]/g, '$1')
    .replaceAll(/<((?:https?:\/\/|mailto:)[^>\s]{1,2000})>/gi, '$1')
    .replaceAll(/<\/?[a-z][^<>]{0,500}>/gi, ' ')
    .replaceAll(/[`*]|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, '')
    .replaceAll(/&nbsp;/gi, ' ')
    .replaceAll(/&amp;/gi, '&')
    .replaceAll(/&[lg]t;/gi, ' ')
    .replaceAll(/^[ \t]{0,12}(?:#{1,6}|[-+•>]|\d{1,3}[.)])[ \t]+/gm, '')
    .replaceAll(/^\s*\|?[\s|:-]{3,}\|?\s*$/gm, '');

/** Targets of the links of Markdown, and addresses that stand in it as they are. */
export const linkTargets = (markdown: string): string[] =>
  [...markdown.matchAll(/\]\(\s*<?([^)\s>]{1,2000})/g)].flatMap(([, target]) => target ?? []);
