/** A stretch of Markdown that stays together. */
export type MarkdownBlock =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | {
      readonly kind: 'list';
      readonly ordered: boolean;
      readonly items: readonly string[];
      readonly text: string;
    }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[]; readonly text: string }
  | { readonly kind: 'code'; readonly text: string };

type Kind = MarkdownBlock['kind'] | 'blank' | 'noise';

const heading = /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/;
const item = /^\s*(?:[-*+•]|\d{1,3}[.)])\s+/;
const orderedItem = /^\s*\d{1,3}[.)]\s+/;
const fence = /^\s*(?:[-*+]\s+|\d+[.)]\s+)?(```+|~~~+)/;

/** Lines that only lay out a page: admonition fences, imports, rulers, comments. */
const noise =
  /^\s*(?::::.{0,200}|import\s.+from\s.+|export\s.+|<!--.*-->|(?:[-*_]\s*){3,}|\[\[?toc\]?\])\s*$/i;

function kindOf(line: string): Kind {
  if (line.trim() === '') return 'blank';
  if (noise.test(line)) return 'noise';
  if (heading.test(line)) return 'heading';
  if (/^\s*\|.*\|\s*$/.test(line)) return 'table';
  if (item.test(line)) return 'list';
  return 'paragraph';
}

const cellsOf = (line: string): string[] =>
  line
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());

function itemsOf(lines: readonly string[]): string[] {
  const items: string[] = [];
  for (const line of lines)
    if (item.test(line)) items.push(line.replace(item, '').trim());
    else if (items.length > 0) items.push(`${items.pop()} ${line.trim()}`);
  return items;
}

function blockOf(kind: Kind, lines: readonly string[]): MarkdownBlock[] {
  const text = lines.join('\n');
  switch (kind) {
    case 'heading': {
      const [, marks = '#', words = ''] = heading.exec(text) ?? [];
      return [{ kind, level: marks.length, text: words }];
    }
    case 'list':
      return [{ kind, ordered: orderedItem.test(text), items: itemsOf(lines), text }];
    case 'table':
      return [
        {
          kind,
          rows: lines.filter((line) => !/^[\s|:-]+$/.test(line)).map(cellsOf),
          text,
        },
      ];
    case 'paragraph':
    case 'code':
      return [{ kind, text }];
    case 'blank':
    case 'noise':
      return [];
  }
}

/** `:::tip A sentence` says something; the fence around it does not. */
const admonitionTitle = (line: string): string => /^\s*:::+\s*\w+\s+(.+)$/.exec(line)?.[1] ?? '';

/** Comments and elements of layout, which may span lines. */
const withoutLayout = (markdown: string): string =>
  markdown
    .replace(/<!--[\s\S]{0,5000}?-->/g, '')
    .replace(/^<[A-Z][A-Za-z]*\b[^<>]{0,2000}\/>/gm, '')
    .replace(/<(?:img|iframe|video|source|embed|script|style)\b[^>]{0,2000}>/gi, '')
    .replace(/^\s*!\[[^\]]*\]\([^)]*\)\s*$/gm, '')
    .replace(/^\s*<\/?(?:div|p|center|details|figure|span|section|br)\b[^>]{0,500}>\s*$/gim, '');

type Stretch = { readonly code: boolean; readonly lines: string[] };

/** Tells fenced code, up to its closing fence or the end, from the rest. */
function stretchesOf(markdown: string): Stretch[] {
  const stretches: Stretch[] = [{ code: false, lines: [] }];
  let closing: string | null = null;
  for (const line of markdown.split(/\r?\n/)) {
    const mark = fence.exec(line)?.[1] ?? null;
    if (closing === null && mark !== null) stretches.push({ code: true, lines: [] });
    stretches.at(-1)?.lines.push(line);
    if (closing === null) closing = mark;
    else if (mark?.startsWith(closing) && line.trim() === mark) {
      closing = null;
      stretches.push({ code: false, lines: [] });
    }
  }
  return stretches;
}

type Open = { readonly kind: Kind; readonly lines: string[]; blankAfter: boolean };

function continues(open: Open, kind: Kind, line: string): boolean {
  if (open.kind === 'list' && kind === 'paragraph') return !open.blankAfter || /^\s{2,}/.test(line);
  if (open.kind === 'list' && kind === 'list')
    return !open.blankAfter || orderedItem.test(line) === orderedItem.test(open.lines[0] ?? '');
  return open.kind === kind && kind !== 'heading' && !open.blankAfter;
}

function textBlocks(text: string): MarkdownBlock[] {
  const groups: Open[] = [];
  for (const line of withoutLayout(text).split('\n')) {
    const title = admonitionTitle(line);
    const kind = title === '' ? kindOf(line) : 'paragraph';
    const open = groups.at(-1);
    if (kind === 'blank' || kind === 'noise') {
      if (open) open.blankAfter = true;
    } else if (title !== '') {
      groups.push({ kind, lines: [title.replace(/[^.!?:]$/, '$&.')], blankAfter: true });
    } else if (open && continues(open, kind, line)) {
      open.lines.push(line);
      open.blankAfter = false;
    } else groups.push({ kind, lines: [line], blankAfter: false });
  }
  return groups.flatMap(({ kind, lines }) => blockOf(kind, lines));
}

/** Reads Markdown into blocks; what stands in a code fence is never taken for a heading. */
export const blocksOf = (markdown: string): MarkdownBlock[] =>
  stretchesOf(markdown).flatMap(({ code, lines }) =>
    code ? blockOf('code', lines) : textBlocks(lines.join('\n')),
  );

/** What a reader sees of a line of Markdown: no images, link targets, HTML or emphasis. */
export const plainText = (markdown: string): string =>
  markdown
    .replace(/!\[[^\]]*\]\([^)]*\)/g, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\[([^\]]*)\]\[[^\]]*\]/g, '$1')
    .replace(/<(?:https?:|mailto:)[^>]*>/gi, '')
    .replace(/\s?\[\s*https?:\/\/[^\]\s]*\s*\]/gi, '')
    .replace(/<\/?[a-z][^<>]{0,500}>/gi, ' ')
    .replace(/\{[#@/][^}]*\}/g, '')
    .replace(/`([^`]*)`/g, '$1')
    .replace(/(\*\*|__)(?=\S)([^*_]+?)(?<=\S)\1/g, '$2')
    .replace(/(?<![\w*])[*_](?=\S)([^*_]+?)(?<=\S)[*_](?![\w*])/g, '$1')
    .replace(/\bhttps?:\/\/\S+/gi, '')
    .replace(/&nbsp;/g, ' ')
    .replace(/&amp;/g, '&')
    .replace(/[ \t]+/g, ' ')
    .replace(/ ([.,;:!?])/g, '$1')
    .trim();
