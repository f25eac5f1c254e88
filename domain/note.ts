import type { Channel } from './conversation.ts';
import { onePerArticle } from './cited.ts';
import { escapeHtml, linkHtml, paragraphHtml } from './html.ts';
import type { Draft } from './language-model.ts';
import { limits } from './limits.ts';
import { type Passage, originWords } from './passage.ts';

/** All that a note says; built by code, since a model never writes HTML. */
export type NoteContent = {
  readonly draft: Draft;
  readonly greeting: string | null;
  readonly referenceCode: string;
  readonly replaces: string | null;
  readonly unseen: { readonly images: number; readonly files: number };
  /** Passages that the draft cites, best first. */
  readonly sources: readonly Passage[];
  /** What internal knowledge adds: never part of a reply. */
  readonly internal: readonly Passage[];
  readonly confidenceWord: string;
  readonly sessionUrl: string | null;
  readonly citations: boolean;
  readonly footer: 'full' | 'code';
};

export const divider = '——— For you only: nothing below this line belongs in the reply ———';

/**
 * The draft first and alone, as the customer would read it; below the line what only the rep needs.
 * The reference code stands in every note: it is how a note whose answer was lost is found again.
 */
export function renderNote(content: NoteContent): string {
  const below = [
    ...replacement(content),
    ...summary(content),
    ...leftOpen(content),
    ...notSeen(content),
    ...internalBlock(content),
    ...(content.citations ? [...sources(content), ...session(content)] : []),
    footer(content),
  ];
  return [draftHtml(content), paragraphHtml(escapeHtml(divider)), ...below].join('');
}

function draftHtml({ draft, greeting }: NoteContent): string {
  const parts: string[] = greeting === null ? [] : [paragraphHtml(escapeHtml(greeting))];
  let steps: string[] = [];
  const closeSteps = (): void => {
    if (steps.length > 0)
      parts.push(`<ol>${steps.map((step) => `<li>${step}</li>`).join('')}</ol>`);
    steps = [];
  };
  for (const block of draft.blocks) {
    const text = escapeHtml(block.sentences.map((sentence) => sentence.text).join(' '));
    if (block.kind === 'step') {
      steps.push(text);
    } else {
      closeSteps();
      parts.push(paragraphHtml(text));
    }
  }
  closeSteps();
  return parts.join('');
}

const replacement = ({ replaces }: NoteContent): string[] =>
  replaces === null ? [] : [paragraphHtml(`Replaces the earlier note ${escapeHtml(replaces)}.`)];

const summary = ({ draft }: NoteContent): string[] =>
  draft.summary === undefined
    ? []
    : [paragraphHtml(`In short (by AI, not checked): ${escapeHtml(draft.summary)}`)];

const leftOpen = ({ draft }: NoteContent): string[] =>
  draft.openQuestions.length === 0
    ? []
    : [
        paragraphHtml(
          `Not covered by the knowledge, left open: ${draft.openQuestions
            .map((question) => `“${escapeHtml(question)}”`)
            .join('; ')}`,
        ),
      ];

function notSeen({ unseen }: NoteContent): string[] {
  const named = [
    ...(unseen.images > 0 ? [`${unseen.images} image${unseen.images === 1 ? '' : 's'}`] : []),
    ...(unseen.files > 0 ? [`${unseen.files} file${unseen.files === 1 ? '' : 's'}`] : []),
  ];
  return named.length === 0
    ? []
    : [paragraphHtml(`Not seen: ${named.join(' and ')} that the customer sent.`)];
}

const internalBlock = ({ internal }: NoteContent): string[] =>
  internal.length === 0
    ? []
    : [
        paragraphHtml('<b>For you, not for the customer</b>'),
        `<ul>${internal
          .map(
            (passage) =>
              `<li>${linkHtml(passage.title, passage.url)}${origin(passage)}: ${extract(passage.text)}</li>`,
          )
          .join('')}</ul>`,
      ];

/** What a person once said to another customer must not pass for what an article says. */
function origin(passage: Passage): string {
  const words = originWords(passage);
  return words === '' ? '' : ` (${escapeHtml(words)})`;
}

const extract = (text: string): string =>
  text.length <= limits.internalCharacters
    ? escapeHtml(text)
    : `${escapeHtml(text.slice(0, limits.internalCharacters).replace(/[\uD800-\uDBFF]$/, ''))} …`;

function sources({ sources: cited }: NoteContent): string[] {
  const articles = onePerArticle(cited);
  return articles.length === 0
    ? []
    : [
        paragraphHtml('<b>Sources</b>'),
        `<ul>${articles.map(({ title, url }) => `<li>${linkHtml(title, url)}</li>`).join('')}</ul>`,
      ];
}

const session = ({ sessionUrl }: NoteContent): string[] =>
  sessionUrl === null ? [] : [paragraphHtml(linkHtml('How this draft was made', sessionUrl))];

const footer = ({ footer: kind, confidenceWord, referenceCode }: NoteContent): string =>
  paragraphHtml(
    kind === 'code'
      ? escapeHtml(referenceCode)
      : escapeHtml(
          `Written by AI · confidence: ${confidenceWord}, not yet calibrated on your team · ${referenceCode}`,
        ),
  );

const greetings: ReadonlyMap<string, string> = new Map([
  ['en', 'Hi'],
  ['de', 'Hallo'],
  ['fr', 'Bonjour'],
  ['es', 'Hola'],
  ['it', 'Ciao'],
  ['pt', 'Olá'],
  ['nl', 'Hallo'],
]);

/** Only in the first reply of a conversation, and in e-mail; the name is put in by code. */
export function greetingFor(facts: {
  channel: Channel;
  firstReply: boolean;
  language: string;
  contactName: string | null;
}): string | null {
  if (!facts.firstReply && facts.channel !== 'email') return null;
  const word = greetings.get(facts.language);
  if (word === undefined) return null;
  const firstName = facts.contactName?.trim().split(/\s+/)[0] ?? '';
  return /^[\p{L}][\p{L}'’-]{0,39}$/u.test(firstName) ? `${word} ${firstName},` : `${word},`;
}
