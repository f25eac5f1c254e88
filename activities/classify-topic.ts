import { type Step, ending } from '../domain/assist.ts';
import { readableMessages } from '../domain/eligibility.ts';
import { suspiciousParts } from '../domain/attack/suspicious-parts.ts';
import { contextOf } from '../domain/context.ts';
import type { Conversation } from '../domain/conversation.ts';
import type { Classification } from '../domain/language-model.ts';
import { limits } from '../domain/limits.ts';
import { quiet } from '../domain/outcome.ts';
import { type RunRef, lastDecision } from '../domain/session.ts';
import { compareInThread } from '../domain/thread-order.ts';
import { checkFreshness } from './check-freshness.ts';
import type { ActivityPorts } from './ports.ts';
import { loadRun, readFresh } from './reading.ts';
import { keyOf } from './revision.ts';
import { spendingOf, withinBudget } from './spending.ts';
import { cancellation } from './running.ts';
import { standingNotes } from './standing-notes.ts';

/**
 * Is the turn about an excluded topic, does it ask anything, and could we know the answer? Costs a
 * call with a real model, so an earlier result for the same turn and settings is used again.
 */
export const classifyTopic =
  (ports: ActivityPorts) =>
  async ({ run }: { run: RunRef }): Promise<Step<{ topic: string | null }>> => {
    const { settings, texts } = await loadRun(ports, run, ['classification', 'classificationKey']);
    const { conversation } = texts;
    const messages = readableMessages(conversation).map(({ id, text }) => ({ id, text }));
    const { language } = await ports.language.detect(
      messages.map(({ text }) => text).join('\n'),
      conversation.contact?.language ?? null,
    );
    const request = {
      messages,
      context: contextOf(conversation),
      topics: settings.topics,
      excludedTopics: settings.excludedTopics,
      excludedTopicCaution: settings.excludedTopicCaution,
      excludedBefore: await excludedBefore(ports, run, conversation),
      language,
    };
    const key = keyOf(ports.model.name, request);
    const earlier = texts.classificationKey === key ? texts.classification : undefined;
    if (!earlier && ports.model.provider) {
      // This may be a later attempt, or have waited for a worker: nobody is paid for an old turn.
      const fresh = await checkFreshness(ports, run, await readFresh(ports, run.message));
      if (fresh.kind === 'ended') return fresh.ending;
    }
    const judged =
      earlier ??
      (await withinBudget(
        ports.model.classify(request, {
          signal: cancellation(),
          textVectors: ports.textVectors,
          spending: spendingOf(ports, run, settings).calls,
        }),
      ));
    if (judged === null) return ending(quiet('budget_exhausted'));
    const classification = bounded(judged);
    const topic = classification.excludedTopic ?? classification.topic;
    await ports.sessions.keep(
      run,
      {
        ...{ language, classification, classificationKey: key },
        suspicious: suspiciousParts(conversation),
      },
      { topic },
    );
    if (classification.excludedTopic !== null) return ending(quiet('excluded_topic'));

    const notes = await standingNotes(ports, run, conversation, settings.mode);
    const covered = new Set(notes.flatMap((note) => note.covers));
    if (!asksAnythingNew(classification, covered)) {
      return ending(quiet(notes.length > 0 ? 'already_suggested' : 'nothing_to_answer'));
    }
    return classification.needsAccountData
      ? ending(quiet('needs_account_data'))
      : { kind: 'proceed', topic };
  };

/** The last questions of a turn that asks more than anybody answers in one note. */
const bounded = (classification: Classification): Classification => ({
  ...classification,
  questions: classification.questions
    .slice(-limits.questions)
    .map((question) => ({ ...question, text: question.text.slice(0, limits.questionCharacters) })),
});

const asksAnythingNew = ({ questions }: Classification, covered: ReadonlySet<string>): boolean =>
  questions.some((question) => !covered.has(question.messageId));

/** The topic that the newest judged message before this turn was excluded for. */
async function excludedBefore(
  ports: ActivityPorts,
  { message }: RunRef,
  conversation: Conversation,
): Promise<string | null> {
  const own = conversation.entries.find((entry) => entry.id === message.messageId);
  const sessions = await ports.sessions.ofConversation(message);
  const judged = sessions
    .filter((session) => {
      const entry = conversation.entries.find(({ id }) => id === session.message.messageId);
      return entry && own && compareInThread(entry, own) < 0 && wasJudged(lastDecision(session));
    })
    .at(-1);
  const decision = judged && lastDecision(judged);
  return decision?.outcome?.kind === 'quiet' && decision.outcome.reason === 'excluded_topic'
    ? decision.topic
    : null;
}

/** Did the decision get as far as the topic? */
function wasJudged(decision: ReturnType<typeof lastDecision>): boolean {
  const outcome = decision?.outcome;
  if (!outcome || outcome.kind === 'failed') return false;
  if (outcome.kind === 'suggested') return true;
  switch (outcome.reason) {
    case 'excluded_topic':
    case 'needs_account_data':
    case 'no_relevant_knowledge':
    case 'not_helpful':
    case 'low_confidence':
    case 'unsupported_language':
      return true;
    default:
      return false;
  }
}
