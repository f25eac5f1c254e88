import { CacheError } from './cache-error.ts';
import { failedBefore, forgetFailure, rememberFailure } from './failed-sources.ts';
import type { FetchOptions } from './fetch-options.ts';
import { networkWaysOut } from './network-advice.ts';
import { type Report, reasonOf } from './report.ts';

/** One place a server's executable can come from. */
export type Candidate = {
  /** Words for the user, with version and licence as far as they are known. */
  readonly name: string;
  /** A file name for its notes in the cache. */
  readonly key: string;
  /** The executable, if it is on this machine. Rejects when what is there must not be used. */
  readonly atHand: () => Promise<string | undefined>;
  /** Gets the executable from elsewhere. Absent where there is nothing to fetch. */
  readonly fetch?: () => Promise<string>;
  /** Why it is never there, instead of "not found". */
  readonly whyNot?: string;
};

/** An error that no other source would cure, such as a taken port: it ends the search. */
export class HopelessError extends Error {}

/** No candidate works; the message has the ways out as well. */
export class NothingWorks extends Error {
  /** Each candidate with the reason. */
  readonly tried: readonly string[];

  constructor(message: string, tried: readonly string[]) {
    super(message);
    this.tried = tried;
  }
}

type Search<Result> = {
  readonly what: string;
  readonly candidates: readonly Candidate[];
  /** Starts and asks it: a source works when its server has answered, not when it is there. */
  readonly use: (executable: string, candidate: Candidate) => Promise<Result>;
  readonly waysOut: readonly string[];
  readonly report: Report;
  readonly fetch: FetchOptions;
};

/**
 * The first candidate that works: those on this machine in their order, then those to fetch in
 * their order, where a source that failed within the last day goes to the end of the line.
 * Rejects with the signal's reason, a `HopelessError`, or `NothingWorks`: what was tried, why it
 * failed, the ways out.
 */
export async function firstThatWorks<Result>(search: Search<Result>): Promise<Result> {
  const { what, report, fetch: options } = search;
  const tried: string[] = [];
  const toFetch: Candidate[] = [];

  const attempt = async (candidate: Candidate, find: () => Promise<string | undefined>) => {
    try {
      const executable = await find();
      if (executable === undefined) return undefined;
      return { result: await search.use(executable, candidate) };
    } catch (error) {
      options.signal?.throwIfAborted();
      if (error instanceof HopelessError) throw error;
      const reason = reasonOf(error);
      const brief = error instanceof CacheError ? reason : rootOf(reason);
      report(`${what}: ${candidate.name} does not work: ${brief}`);
      tried.push(`${candidate.name}: ${reason}`);
      return 'failed';
    }
  };

  for (const candidate of search.candidates) {
    const outcome = await attempt(candidate, candidate.atHand);
    if (typeof outcome === 'object') return outcome.result;
    if (outcome === 'failed') continue;
    if (candidate.fetch === undefined)
      tried.push(`${candidate.name}: ${candidate.whyNot ?? 'not found'}`);
    else if (options.offline) tried.push(`${candidate.name}: not in the cache, and offline is set`);
    else toFetch.push(candidate);
  }

  for (const { candidate, fetch } of await freshFirst(toFetch, search)) {
    const outcome = await attempt(candidate, async () => {
      try {
        return await fetch();
      } catch (error) {
        if (error instanceof CacheError || options.signal?.aborted === true) throw error;
        await rememberFailure(options, candidate.key, reasonOf(error));
        throw error;
      }
    });
    if (typeof outcome === 'object') {
      await forgetFailure(options, candidate.key);
      return outcome.result;
    }
  }
  throw new NothingWorks(
    [
      `${what} could not be started.`,
      'Tried:',
      ...tried.map((line) => `  - ${line}`),
      'Ways out:',
      ...[...search.waysOut, ...networkWaysOut(options, toFetch.length > 0)].map(
        (line) => `  - ${line}`,
      ),
    ].join('\n'),
    tried,
  );
}

const mostReasonCharacters = 120;

/** The end of a long chain of causes: the whole chain is told only when nothing works. */
function rootOf(reason: string): string {
  const causes = reason.split(': ');
  const fits = causes.findIndex(
    (_, index) => causes.slice(index).join(': ').length <= mostReasonCharacters,
  );
  return fits === 0 ? reason : `… ${causes.slice(fits).join(': ')}`;
}

async function freshFirst<Result>(
  candidates: readonly Candidate[],
  { what, report, fetch: options }: Search<Result>,
): Promise<{ candidate: Candidate; fetch: () => Promise<string> }[]> {
  const fresh = [];
  const stale = [];
  for (const candidate of candidates) {
    if (candidate.fetch === undefined) continue;
    const source = { candidate, fetch: candidate.fetch };
    const failure = await failedBefore(options, candidate.key);
    if (failure === undefined) {
      fresh.push(source);
      continue;
    }
    stale.push(source);
    report(`${what}: ${candidate.name} is tried last: ${failure.minutesAgo} min ago it failed:`);
    report(`  ${rootOf(failure.reason)}`);
  }
  return [...fresh, ...stale];
}
