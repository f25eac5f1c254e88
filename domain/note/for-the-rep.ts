import { type AttackPart, attackWords } from '../attack/part.ts';
import { onePerArticle } from '../cited.ts';
import { limits } from '../limits.ts';
import { type Passage, originWords } from '../passage.ts';
import { cutTo } from './cut.ts';
import { withInertAddresses } from './inert-address.ts';
import { type Inline, type NoteBlock, bold, link, list, paragraph, text } from './tree.ts';

/** Blocks below the line. What strangers wrote stands in them as words that nothing follows. */

export const warning = (parts: readonly AttackPart[]): readonly NoteBlock[] =>
  parts.length === 0 ? [] : [paragraph(bold(attackWords(parts)))];

export const replacement = (code: string | null): readonly NoteBlock[] =>
  code === null ? [] : [paragraph(text(`Replaces the earlier note ${code}.`))];

export const cutDraft = (isCut: boolean): readonly NoteBlock[] =>
  isCut ? [paragraph(text('The draft was too long for a note: its end is on the page.'))] : [];

/** In a language that the team speaks. */
export const summary = (line: string | undefined): readonly NoteBlock[] =>
  line === undefined
    ? []
    : [
        paragraph(
          text(
            `In short (by AI, not checked): ${cutTo(withInertAddresses(line), limits.noteQuestionCharacters)}`,
          ),
        ),
      ];

export function leftOpen(questions: readonly string[]): readonly NoteBlock[] {
  if (questions.length === 0) return [];
  const shown = questions
    .slice(0, limits.noteQuestions)
    .map((one) => `“${cutTo(withInertAddresses(one), limits.noteQuestionCharacters)}”`);
  const more = questions.length - shown.length;
  const words = [...shown, ...(more > 0 ? [`${more} more`] : [])].join('; ');
  return [paragraph(text(`Not covered by the knowledge, left open: ${words}`))];
}

export function notSeen(unseen: {
  readonly images: number;
  readonly files: number;
}): readonly NoteBlock[] {
  const named = [
    ...(unseen.images > 0 ? [`${unseen.images} image${unseen.images === 1 ? '' : 's'}`] : []),
    ...(unseen.files > 0 ? [`${unseen.files} file${unseen.files === 1 ? '' : 's'}`] : []),
  ];
  return named.length === 0
    ? []
    : [paragraph(text(`Not seen: ${named.join(' and ')} that the customer sent.`))];
}

const titleOf = ({ title }: Passage): string =>
  cutTo(withInertAddresses(title), limits.noteTitleCharacters);

/** What a person once said to another customer must not pass for what an article says. */
function origin(passage: Passage): readonly Inline[] {
  const words = originWords(passage);
  return words === '' ? [] : [text(` (${words})`)];
}

export const internalBlock = (internal: readonly Passage[]): readonly NoteBlock[] =>
  internal.length === 0
    ? []
    : [
        paragraph(bold('For you, not for the customer')),
        list(
          internal.map((passage) => [
            link(titleOf(passage), passage.url),
            ...origin(passage),
            text(`: ${cutTo(withInertAddresses(passage.text), limits.internalCharacters)}`),
          ]),
        ),
      ];

export type EditLink = (passage: Passage) => string | null;

/** Each cited article once, with the page where a teammate can mend it. */
export function sourceList(
  cited: readonly Passage[],
  editLink: EditLink = () => null,
): readonly NoteBlock[] {
  const articles = onePerArticle(cited).slice(0, limits.noteSources);
  if (articles.length === 0) return [];
  const items = articles.map((passage) => {
    const edit = editLink(passage);
    return [
      link(titleOf(passage), passage.url),
      ...origin(passage),
      ...(edit === null ? [] : [text(' ('), link('edit', edit), text(')')]),
    ];
  });
  return [paragraph(bold('Sources')), list(items)];
}

export const sessionLink = (url: string | null): readonly NoteBlock[] =>
  url === null ? [] : [paragraph(link('How this draft was made', url))];

export const footer = (
  kind: 'full' | 'code',
  { confidenceWord, referenceCode }: { confidenceWord: string; referenceCode: string },
): readonly NoteBlock[] => [
  paragraph(
    text(
      kind === 'code'
        ? referenceCode
        : `Written by AI · confidence: ${confidenceWord}, not yet calibrated on your team · ${referenceCode}`,
    ),
  ),
];
