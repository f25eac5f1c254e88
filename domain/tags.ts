import type { Outcome } from './outcome.ts';
import type { Settings } from './settings.ts';

/** The tag for an outcome; quiet tags mean "at least one message here" and are off by default. */
export function tagFor(outcome: Outcome, tags: Settings['tags']): string | null {
  if (outcome.kind === 'suggested') return tags.suggested;
  if (!tags.quiet) return null;
  if (outcome.kind === 'failed') return tags.skippedFailed;
  switch (outcome.reason) {
    case 'excluded_topic':
      return tags.skippedTopic;
    case 'no_relevant_knowledge':
      return tags.skippedNoKnowledge;
    case 'not_helpful':
    case 'low_confidence':
      return tags.skippedNotHelpful;
    default:
      return null;
  }
}
