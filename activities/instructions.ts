import type { Conversation } from '../domain/conversation.ts';
import { readableMessages } from '../domain/eligibility.ts';
import type { Instruction, Settings } from '../domain/settings.ts';
import { situationsMet } from '../domain/situations.ts';
import type { ActivityPorts } from './ports.ts';

/** Of a message as it is compared with situations. */
const comparedCharacters = 1_000;

/**
 * The published instructions for a draft in this conversation, as the settings order them: those
 * that always hold, and those for a situation that the turn is about.
 */
export async function instructionsFor(
  { textVectors }: Pick<ActivityPorts, 'textVectors'>,
  { instructions }: Pick<Settings, 'instructions'>,
  facts: { conversation: Conversation; language: string; signal: AbortSignal },
): Promise<string[]> {
  const { conversation, language, signal } = facts;
  const here = instructions.filter((one) => one.published && isFor(one, conversation));
  const situations = [...new Set(here.flatMap(({ situation }) => situation ?? []))];
  const messages = readableMessages(conversation).map(({ text }) =>
    text.slice(0, comparedCharacters),
  );
  const vectors =
    situations.length === 0 ? null : await textVectors([...situations, ...messages], signal);
  const met = situationsMet(situations, messages, vectors, language);
  return here
    .filter(({ situation }) => situation === null || met.has(situation))
    .map(({ text }) => text);
}

function isFor({ channels, tags }: Instruction, conversation: Conversation): boolean {
  const tagged = new Set(conversation.tags.map((tag) => tag.toLowerCase()));
  return (
    (channels === null || channels.includes(conversation.channel)) &&
    (tags === null || tags.some((tag) => tagged.has(tag.toLowerCase())))
  );
}
