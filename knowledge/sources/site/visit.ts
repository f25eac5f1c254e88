import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, type Refused, refused } from './answer.ts';
import type { Ask } from './ask.ts';
import { decodeText } from './decode.ts';
import type { SiteLimits } from './limits.ts';
import type { OpenSite } from './open-site.ts';
import type { Pace } from './pace.ts';
import { type Page, UnreadablePage, lengthOfText, readPage } from './page.ts';
import { robotsTags } from './robots.ts';

/** What a visit to an address gave; `url`: where it ended, in its one spelling. */
export type Visited = { readonly url: URL; readonly bytes: number } & (
  | { readonly kind: 'page'; readonly page: Page; readonly language: string | null }
  /** `links`: of a page that itself is no article. */
  | { readonly kind: 'none'; readonly refused: Refused; readonly links: Page | null }
);

type Options = OpenSite & {
  readonly ask: Ask;
  readonly pace: Pace;
  readonly agent: string;
  readonly limits: SiteLimits;
  readonly signal: AbortSignal;
  /** By `performance.now()`; nothing is tried again after it. */
  readonly endsMs: number;
};

/** Visits pages of a site; rejects only when the signal is aborted. */
export function createVisits(options: Options) {
  const { scope, robots, ask, pace, agent, limits, signal } = options;

  const refusal = (to: URL): string | null => {
    const target = scope.parse(to.href, to.href) ?? to;
    const outside = scope.refusal(target);
    if (outside !== null) return outside;
    return robots.allows(scope.idOf(target)) ? null : 'robots.txt does not allow it';
  };
  const question = {
    mostBytes: limits.pageBytes,
    accept: 'text/html,application/xhtml+xml',
    wants: (type: string) => type === '' || /^(?:text\/html|application\/xhtml\+xml)\b/i.test(type),
    ...{ refusal, signal },
  };

  async function askTwice(url: URL): Promise<Answer> {
    await pace.wait(signal);
    const first = await ask(url, question);
    if (first.kind === 'body' || first.fate !== 'later') return first;
    const waitMs = first.retryAfterMs ?? limits.retryMs;
    if (waitMs > limits.pageMs || performance.now() + waitMs > options.endsMs) return first;
    // Who is asked to wait waits with everything.
    if (first.retryAfterMs !== undefined) pace.hold(waitMs);
    else await sleep(waitMs, undefined, { signal });
    await pace.wait(signal);
    return ask(url, question);
  }

  function pageOf(body: Buffer, contentType: string, address: string): Page | Refused {
    const html = decodeText(body, contentType);
    if (html === null) return refused('it is no text, whatever its type says');
    try {
      return readPage(html, { address, agent, limits });
    } catch (error) {
      if (error instanceof UnreadablePage) return refused(error.message);
      return refused('its HTML cannot be read');
    }
  }

  return async (address: URL): Promise<Visited> => {
    const answer = await askTwice(address);
    if (answer.kind === 'refused')
      return { kind: 'none', url: address, bytes: 0, refused: answer, links: null };
    const url = scope.parse(answer.url.href, answer.url.href) ?? answer.url;
    const bytes = answer.body.length;
    const none = (why: Refused, links: Page | null = null): Visited => ({
      ...{ kind: 'none', url, bytes, refused: why, links },
    });
    if (answer.cut) return none(refused(`it is longer than ${limits.pageBytes} bytes`));
    const read = pageOf(answer.body, answer.contentType, url.href);
    if ('kind' in read) return none(read);
    const tags = robotsTags(answer.robotsTags, agent);
    const page = { ...read, nofollow: read.nofollow || tags.nofollow };
    if (page.noindex || tags.noindex) return none(refused('it says noindex', 'gone'), page);
    if (lengthOfText(page.markdown) < limits.leastText)
      return none(refused('it has hardly any text, at least without its scripts'), page);
    return { kind: 'page', url, bytes, page, language: answer.language };
  };
}
