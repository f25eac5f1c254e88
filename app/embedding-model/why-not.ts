import { NothingWorks } from '../../sandbox/servers/candidates.ts';
import { reasonOf } from '../../sandbox/servers/report.ts';

const longestReason = 200;

/** Why there is no embedding model, short enough for a line. */
export function whyNot(error: unknown): string {
  if (!(error instanceof NothingWorks)) return brief(reasonOf(error));
  return `the embedding model is not there (${error.tried.map(brief).join('; ')})`;
}

const brief = (words: string): string =>
  words.length <= longestReason ? words : `${words.slice(0, longestReason)}…`;
