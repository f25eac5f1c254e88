import type { Decided } from '../app/preview/decide-all.ts';
import type { PreviewResult } from '../app/preview/preview.ts';
import { confidenceWord } from '../domain/confidence.ts';
import { defaultSettings } from '../domain/settings.ts';
import { reasonOf, sentenceOf } from '../domain/outcome.ts';
import { draftLines } from './draft-lines.ts';
import { printable } from './printable.ts';
import { start, table } from './table.ts';

type Previewed = PreviewResult['conversations'][number];

/** Characters of a message or an answer that are shown; JSON has them whole. */
const shown = 800;

/** A preview as people read it: a table, then each conversation, then what it comes to. */
export const previewReport = (result: PreviewResult): string =>
  printable(
    [overview(result), ...result.conversations.map(inFull), summaryLine(result)].join('\n\n'),
  );

const overview = ({ conversations }: PreviewResult): string =>
  table(
    ['conversation', 'outcome', 'confidence', 'sources', 'message'],
    conversations.map(({ conversationId, decided }) =>
      decided === null
        ? [conversationId, 'no customer message', '', '', '']
        : [
            conversationId,
            outcomeWord(decided),
            decided.confidence?.toFixed(2) ?? '',
            String(decided.sources.length),
            start(messageOf(decided), 60),
          ],
    ),
  );

/** `draft`, or why there is none. */
export const outcomeWord = ({ outcome }: Pick<Decided, 'outcome'>): string =>
  reasonOf(outcome) ?? 'draft';

function inFull({ conversationId, url, decided }: Previewed): string {
  if (decided === null) {
    return [`── ${conversationId}  ${url}`, 'No customer has written in this conversation.'].join(
      '\n',
    );
  }
  const { createdAtMs, channel, answer } = decided;
  return [
    `── ${conversationId}  ${timeOf(createdAtMs)}, ${channel}  ${url}`,
    'Customer:',
    indented(cut(messageOf(decided))),
    ...verdictLines(decided),
    ...(answer === null
      ? ['Nobody of your team has answered it in public.']
      : [
          `What your team answered (${timeOf(answer.createdAtMs)}):`,
          indented(cut(answer.text || '(only images or files)')),
        ]),
  ].join('\n');
}

function verdictLines({ outcome, topic, confidence, draft, sources }: Decided): string[] {
  const certain =
    confidence === null
      ? ''
      : ` (confidence ${confidence.toFixed(2)}, ${confidenceWord(confidence, defaultSettings.confidenceThreshold)})`;
  const reason = reasonOf(outcome);
  return [
    ...(reason === null ? [] : [`No note, ${reason}${certain}: ${sentenceOf(outcome)}`]),
    ...(topic === null ? [] : [`Topic: ${topic}`]),
    ...(draft === null
      ? []
      : [
          reason === null ? `Draft${certain}:` : 'The draft that was held back:',
          indented(draftLines(draft).join('\n')),
        ]),
    ...(sources.length === 0
      ? []
      : [
          'Sources:',
          ...sources.map(({ title, url }) => `  - ${title}${url === null ? '' : `  ${url}`}`),
        ]),
  ];
}

/** How many ended how, in one line. */
export function summaryLine({ conversations, articles, seconds }: PreviewResult): string {
  const decided = conversations.flatMap((one) => one.decided ?? []);
  const byKind = (kind: Decided['outcome']['kind']): Decided[] =>
    decided.filter(({ outcome }) => outcome.kind === kind);
  const without = conversations.length - decided.length;
  const counts = [
    counted(byKind('suggested').length, 'draft'),
    ...withReasons('quiet', byKind('quiet')),
    ...withReasons('failed', byKind('failed')),
    ...(without === 0 ? [] : [`${without} without a customer message`]),
  ];
  return `Of ${counted(conversations.length, 'conversation')}: ${counts.join(', ')}. ${counted(articles, 'article')}, ${Math.round(seconds)} seconds. Nothing was written to Intercom, and nothing of this is kept.`;
}

function withReasons(word: string, decided: readonly Decided[]): string[] {
  if (decided.length === 0) return [];
  const reasons = new Map<string, number>();
  for (const one of decided)
    reasons.set(outcomeWord(one), (reasons.get(outcomeWord(one)) ?? 0) + 1);
  const named = [...reasons].sort(([, one], [, other]) => other - one);
  return [`${decided.length} ${word} (${named.map(([reason, n]) => `${n} ${reason}`).join(', ')})`];
}

const counted = (count: number, what: string): string =>
  `${count} ${what}${count === 1 ? '' : 's'}`;
const messageOf = ({ message }: Decided): string => message || '(only images or files)';
const timeOf = (ms: number): string =>
  `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
const indented = (text: string): string => text.replaceAll(/^(?=.)/gm, '  ');

function cut(text: string): string {
  const characters = [...text];
  return characters.length <= shown ? text : `${characters.slice(0, shown).join('')} …`;
}
