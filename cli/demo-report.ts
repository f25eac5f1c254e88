import pc from 'picocolors';
import type { PlayedScript } from '../app/play-script.ts';
import type { Difference } from '../sandbox/script/judge.ts';
import type { MessageResult } from '../sandbox/script/result.ts';
import { start, table } from './table.ts';

const seconds = (value: number | null): string => (value === null ? '' : value.toFixed(1));

/** The table that `demo --once` prints, and whatever is not as the script expects. */
export function reportWords(played: PlayedScript, playedSeconds: number): string {
  const { results, differences, closedGaps, imported } = played;
  const rows = results.flatMap(({ played: { conversation }, messages }) =>
    messages.map((message, index) => [
      index === 0 ? start(conversation.name, 44) : '',
      start(message.played.event.text ?? message.played.event.html ?? '(no text)', 34),
      message.outcome,
      message.reason ?? '',
      seconds(message.productSeconds),
      seconds(message.waitSeconds),
      seconds(message.realSeconds),
      message.citedArticles[0] ?? '',
      start(message.draft ?? '', 48),
    ]),
  );
  const head = [
    'conversation',
    'message',
    'outcome',
    'reason',
    'product s',
    'of it wait',
    'real s',
    'article',
    'draft',
  ];
  const gaps = differences.filter(({ knownGap }) => knownGap !== null);
  const wrongs = differences.filter(({ knownGap }) => knownGap === null);
  const messages = results.flatMap((result) => result.messages);
  return [
    table(head, rows),
    '',
    ...groups(played),
    ...imported.skipped.map(({ where, why }) => `Article not read: ${where}: ${why}`),
    ...gaps.map((gap) => `Known gap: ${lineOf(gap)} (${gap.knownGap ?? ''})`),
    ...closedGaps.map((gap) => `No longer fails: ${placeOf(gap)} (${gap.knownGap})`),
    ...wrongs.map((wrong) => pc.red(`Not as expected: ${lineOf(wrong)}`)),
    summary(messages, results.length, wrongs.length, gaps.length, playedSeconds),
  ].join('\n');
}

const placeOf = ({ conversation, message }: Pick<Difference, 'conversation' | 'message'>): string =>
  `${conversation}${message === null ? '' : `, message ${message}`}`;

const lineOf = (difference: Difference): string => `${placeOf(difference)}: ${difference.sentence}`;

/** "x of 10 end right", for conversations that belong together. */
function groups({ results, differences }: PlayedScript): string[] {
  const wrong = new Set(differences.map(({ conversation }) => conversation));
  const names = new Set(results.flatMap(({ played }) => played.conversation.group ?? []));
  return [...names].map((name) => {
    const own = results.filter(({ played }) => played.conversation.group === name);
    const right = own.filter(({ played }) => !wrong.has(played.conversation.name));
    return `${name}: ${right.length} of ${own.length} end right`;
  });
}

function summary(
  messages: readonly MessageResult[],
  conversations: number,
  wrongs: number,
  gaps: number,
  playedSeconds: number,
): string {
  const count = (outcome: MessageResult['outcome']): number =>
    messages.filter((message) => message.outcome === outcome).length;
  return [
    `${messages.length} messages in ${conversations} conversations:`,
    `${count('suggested')} suggested, ${count('quiet')} quiet, ${count('failed')} failed;`,
    `${wrongs} not as expected, ${gaps} known gaps; played in ${playedSeconds.toFixed(1)} s`,
  ].join(' ');
}

/** The same for programs. */
export function reportJson({ results, differences, closedGaps, imported }: PlayedScript): string {
  const conversations = results.map((result) => ({
    name: result.played.conversation.name,
    group: result.played.conversation.group ?? null,
    conversation: `${result.played.appId}:${result.played.conversationId}`,
    notes: result.notes,
    tags: result.tags,
    writes: result.writes,
    explanation: result.explanation,
    messages: result.messages.map(({ played, ...message }) => ({
      number: played.number,
      text: played.event.text ?? played.event.html ?? null,
      ...message,
    })),
  }));
  const ok = differences.every(({ knownGap }) => knownGap !== null);
  return JSON.stringify(
    { ok, conversations, differences, closedGaps, skipped: imported.skipped },
    null,
    2,
  );
}
