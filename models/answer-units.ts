import { type MarkdownBlock, blocksOf, plainText } from '../domain/markdown.ts';
import { type Passage, articleKeyOf } from '../domain/passage.ts';
import { countWords } from '../domain/sentences.ts';
import { type IsGlued, createIsGlued } from './glued.ts';
import { type Line, isInstruction, isUsable, linesOf } from './passage-lines.ts';

/** A sentence, an item of a list or a row of a table, and the passage that has it. */
export type Said = {
  readonly text: string;
  readonly passage: Passage;
  /** Of a row: what stands verbatim in the passage. */
  readonly cells?: readonly string[];
};

/** A stretch of an article that reads by itself: a paragraph, or a list with the line that leads to it. */
export type AnswerUnit = {
  /** That of its first sentence; a list may go on in the next passage of the article. */
  readonly passage: Passage;
  /** Position among the units of its passage. */
  readonly at: number;
  /** What stands over it inside the passage, where the layout that made it a heading was lost. */
  readonly heading: string | null;
  readonly lead: readonly Said[];
  readonly kind: 'paragraph' | 'steps' | 'points';
  readonly sentences: readonly Said[];
};

/** Fewer instructions in a row are a paragraph. */
const fewestSteps = 3;

/** Reads passages into units, articles in the order given, without images, link targets and markup. */
export function readUnits(passages: readonly Passage[]): AnswerUnit[] {
  const isGlued = createIsGlued(passages);
  return stretchesOf(passages).flatMap((stretch) => unitsOf(stretch, isGlued));
}

/** Passages of one article that follow each other without a gap, in the order of the article. */
function stretchesOf(passages: readonly Passage[]): Passage[][] {
  const stretches: Passage[][] = [];
  for (const key of new Set(passages.map(articleKeyOf))) {
    const own = passages.filter((passage) => articleKeyOf(passage) === key);
    const ordered = own.toSorted((a, z) => startOf(a) - startOf(z) || numberOf(a) - numberOf(z));
    for (const [at, passage] of ordered.entries()) {
      const before = at === 0 ? undefined : ordered[at - 1];
      const stretch = stretches.at(-1);
      if (before && stretch && follows(passage, before)) stretch.push(passage);
      else stretches.push([passage]);
    }
  }
  return stretches;
}

const startOf = ({ place }: Passage): number => place?.start ?? 0;

/** Passages of a section are numbered in their order, at the end of their ids. */
const numberOf = ({ id }: Passage): number => Number(/-(\d+)$/.exec(id)?.[1] ?? 0);

const follows = (passage: Passage, before: Passage): boolean =>
  numberOf(passage) === numberOf(before) + 1 &&
  passage.id.replace(/\d+$/, '') === before.id.replace(/\d+$/, '');

type LineOf = Line & { readonly passage: Passage };
type Block =
  | { readonly kind: 'running'; readonly lines: LineOf[] }
  | {
      readonly kind: 'list' | 'table' | 'other';
      readonly block: MarkdownBlock;
      readonly passage: Passage;
    };

/** The blocks of a stretch; a paragraph that goes on in the next passage is one. */
function blocksIn(stretch: readonly Passage[], isGlued: IsGlued): Block[] {
  const blocks: Block[] = [];
  for (const passage of stretch)
    for (const [at, block] of blocksOf(passage.text).entries()) {
      if (block.kind !== 'paragraph') {
        const kind = block.kind === 'list' || block.kind === 'table' ? block.kind : 'other';
        blocks.push({ kind, block, passage });
        continue;
      }
      const lines = linesOf(block.text, isGlued).map((line) => ({ ...line, passage }));
      const last = blocks.at(-1);
      if (at === 0 && last?.kind === 'running') last.lines.push(...lines);
      else blocks.push({ kind: 'running', lines });
    }
  return blocks;
}

type Body = { readonly kind: AnswerUnit['kind']; readonly sentences: readonly Said[] };

function unitsOf(stretch: readonly Passage[], isGlued: IsGlued): AnswerUnit[] {
  const units: AnswerUnit[] = [];
  let heading: string | null = null;
  let lead: readonly Said[] = [];

  const add = ({ kind, sentences }: Body): void => {
    const [first] = sentences;
    const words = countWords(sentences.map(({ text }) => text).join(' '));
    // A line without an end is a caption or a heading in disguise.
    const isFragment =
      kind === 'paragraph' &&
      (words < 4 || (words < 12 && !/[.!?…)"”]\s*$/.test(sentences.at(-1)?.text ?? '')));
    if (first && !isFragment) {
      const { passage } = first;
      const at = units.filter((unit) => unit.passage === passage).length;
      units.push({ passage, at, heading, lead, kind, sentences });
    }
    lead = [];
  };

  const addRunning = (lines: readonly LineOf[]): void => {
    let open: Said[] = [];
    lead = [];
    for (const { kind, text, passage } of lines)
      if (kind === 'sentence') open.push({ text, passage });
      else {
        addParagraph(open);
        open = [];
        if (kind === 'heading') heading = text;
        lead = kind === 'heading' ? [] : [{ text, passage }];
      }
    // An end without an end mark was cut off, unless it is an instruction.
    const last = open.at(-1)?.text ?? '';
    const isCut = !/[.!?…:)"”’]$/.test(last) && !(isInstruction(last) && countWords(last) > 2);
    if (isCut && open.length > 1) open.pop();
    // A lead with nothing after it leads to the block that comes next.
    if (open.length > 0) addParagraph(open);
  };

  /** A run of instructions, with the line that leads to it, are steps; the rest is running text. */
  const addParagraph = (open: readonly Said[]): void => {
    const before = lead;
    const isStep = open.map(({ text }) => isInstruction(text));
    const [from, to] = [isStep.indexOf(true), isStep.lastIndexOf(true)];
    const count = isStep.filter(Boolean).length;
    const enough = count >= (before.length > 0 ? 2 : fewestSteps) && count >= 0.6 * (to - from + 1);
    if (from < 0 || !enough) {
      lead = [];
      add({ kind: 'paragraph', sentences: [...before, ...open] });
      return;
    }
    const opening = open.slice(0, from);
    if (before.length > 0) lead = [...before, ...opening];
    else if (opening.length > 0) add({ kind: 'paragraph', sentences: opening });
    for (const steps of listsIn(open.slice(from, to + 1))) add({ kind: 'steps', sentences: steps });
    const rest = open.slice(to + 1);
    if (rest.length > 0) add({ kind: 'paragraph', sentences: rest });
  };

  for (const block of blocksIn(stretch, isGlued))
    if (block.kind === 'running') addRunning(block.lines);
    else if (block.block.kind === 'list')
      add({
        kind: block.block.ordered ? 'steps' : 'points',
        sentences: block.block.items
          .map((item) => plainText(item))
          .filter(isUsable)
          .map((text) => ({ text, passage: block.passage })),
      });
    else if (block.block.kind === 'table')
      add({ kind: 'points', sentences: rowsOf(block.block, block.passage) });
    else lead = [];
  return units;
}

/** Where a way begins anew there is another one: on the phone, in the other editor. */
function listsIn(steps: readonly Said[]): Said[][] {
  const lists: Said[][] = [];
  for (const step of steps) {
    const list = lists.at(-1);
    const restarts = /^(?:Go to|Open|Log in|Sign in)\b/.test(step.text);
    if (list === undefined || (restarts && list.length >= fewestSteps)) lists.push([step]);
    else list.push(step);
  }
  return lists;
}

/** Rows by their first cell; what was joined is quoted cell by cell. */
function rowsOf({ rows }: Extract<MarkdownBlock, { kind: 'table' }>, passage: Passage): Said[] {
  const [header = [], ...others] = rows;
  const names = header.map((name) => plainText(name));
  return others
    .map((row) => {
      const cells = row.map((cell) => plainText(cell));
      const filled = cells.slice(1).flatMap((cell, at) => {
        const name = names[at + 1] ?? '';
        return cell === '' ? [] : [{ name, cell }];
      });
      const pairs = filled.map(({ name, cell }) => (name === '' ? cell : `${name} ${cell}`));
      const quoted = [cells[0] ?? '', ...filled.flatMap(({ name, cell }) => [name, cell])];
      return {
        text: pairs.length === 0 ? (cells[0] ?? '') : `${cells[0]}: ${pairs.join(', ')}`,
        passage,
        cells: quoted.filter((cell) => cell !== ''),
      };
    })
    .filter(({ text }) => isUsable(text));
}

/** All that a unit says, its lead first. */
export const textOf = ({ lead, sentences }: AnswerUnit): string =>
  [...lead, ...sentences].map(({ text }) => text).join(' ');

export const unitWords = (unit: AnswerUnit): number => countWords(textOf(unit));
