import { isAnswerMissing } from '../domain/answer-chance.ts';
import { type Step, ending } from '../domain/assist.ts';
import { localeOf } from '../domain/article-locale.ts';
import { contextOf } from '../domain/context.ts';
import { knowledgeScopeOf } from '../domain/knowledge-scope.ts';
import { limits } from '../domain/limits.ts';
import { quiet } from '../domain/outcome.ts';
import type { RetrievedPassage } from '../domain/passage.ts';
import { withoutPlaceholders } from '../domain/redaction-kinds.ts';
import type { RunRef } from '../domain/session.ts';
import type { Settings } from '../domain/settings.ts';
import { primaryLanguage } from '../domain/words.ts';
import type { ActivityPorts } from './ports.ts';
import { loadRun } from './reading.ts';

/** Internal ones only ever reach the block below the line. */
const forTheRep = 3;
/** Names that are kept of what was searched. */
const mostSources = 50;

/**
 * Finds what the team's knowledge says about each question of the turn: the knowledge that the
 * conversation may use, one locale of each article.
 */
export const retrieveKnowledge =
  (ports: ActivityPorts) =>
  async ({ run }: { run: RunRef }): Promise<Step<{ passageIds: readonly string[] }>> => {
    const { settings, texts } = await loadRun(ports, run, ['classification', 'language']);
    const { conversation, classification, language } = texts;
    if (!classification) throw new Error('The topic of this run is not kept any more');
    const retriever = await ports.retriever(run.message.appId);
    const before = contextOf(conversation);
    const { rules } = settings.knowledge;
    const { rule, excludedSources } = knowledgeScopeOf(rules, conversation);
    const { passages, answers, languages, sources } = await retriever.retrieve({
      // What was masked says nothing of what is asked.
      questions: classification.questions.map(({ text }) => withoutPlaceholders(text)),
      thread: before.map(({ text }) => withoutPlaceholders(text)),
      context: before
        .filter(({ from }) => from === 'customer')
        .map(({ text }) => withoutPlaceholders(text))
        .slice(-1),
      language: localeOf(language ?? 'en', conversation.contact?.language ?? null),
      excludedSources,
      limit: limits.passages,
    });
    const readable = (audience: 'public' | 'internal') =>
      passages.filter(({ passage }) => passage.audience === audience);
    const retrieved = readable('public').slice(0, limits.passagesForDraft);
    await ports.sessions.keep(run, {
      ...(rules.length > 0 ? { scope: { rule, sources: sources.slice(0, mostSources) } } : {}),
      retrieved: retrieved.map(shortened),
      answers,
      internal: readable('internal').slice(0, forTheRep).map(shortened),
    });

    // Whatever the language, there was nothing to search.
    if (sources.length === 0) return ending(quiet('no_relevant_knowledge'));
    if (language && !mayBeDrafted(settings, language)) return ending(quiet('unsupported_language'));
    if (!ports.model.translates && language && !languages.includes(language)) {
      return ending(quiet('unsupported_language'));
    }
    // No model is asked where the answer is as good as surely not there.
    return retrieved.length === 0 || isAnswerMissing(answers)
      ? ending(quiet('no_relevant_knowledge'))
      : { kind: 'proceed', passageIds: retrieved.map(({ passage }) => passage.id) };
  };

/** Is the language among those that the settings allow drafts in? */
const mayBeDrafted = ({ languages: { drafts } }: Settings, language: string): boolean =>
  drafts.length === 0 ||
  drafts.some((allowed) => primaryLanguage(allowed) === primaryLanguage(language));

/** Code and text without spaces are not split, so that a passage may be as long as its article. */
const shortened = (one: RetrievedPassage): RetrievedPassage =>
  one.passage.text.length <= limits.passageCharacters
    ? one
    : {
        ...one,
        passage: {
          ...one.passage,
          text: `${one.passage.text.slice(0, limits.passageCharacters)}\n[cut: the rest]`,
        },
      };
