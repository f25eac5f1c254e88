/** What a site's robots.txt asks of one reader. */
export type Robots = {
  /** `path`: with what follows the `?`. */
  readonly allows: (path: string) => boolean;
  readonly crawlDelayMs: number;
  readonly sitemaps: readonly string[];
};

type Rule = { readonly allow: boolean; readonly pattern: string };
type Group = { readonly agents: string[]; readonly rules: Rule[]; crawlDelayMs: number };

/** These bound the time that a path takes: the file may be made to be slow. */
const mostRules = 5_000;
const mostStars = 16;

/** With too many stars a rule forbids what its beginning fits, and allows nothing. */
function ruleOf(allow: boolean, pattern: string): Rule[] {
  const parts = pattern.split('*');
  if (parts.length <= mostStars) return [{ allow, pattern }];
  return allow ? [] : [{ allow, pattern: parts.slice(0, mostStars).join('*') }];
}

function groupsOf(text: string): { groups: Group[]; sitemaps: string[] } {
  const groups: Group[] = [];
  const sitemaps: string[] = [];
  let named = false;
  for (const line of text.split(/\r\n|\n|\r/)) {
    const match = /^\s*([a-z-]+)\s*:\s*(.*)$/i.exec(line.replace(/#.*$/, '').slice(0, 2_000));
    const [name, value] = [match?.[1]?.toLowerCase() ?? '', match?.[2]?.trim() ?? ''];
    const group = groups.at(-1);
    if (name === 'sitemap') sitemaps.push(value);
    else if (name === 'user-agent') {
      // Names that follow each other share the rules below them.
      if (named) group?.agents.push(value.toLowerCase());
      else groups.push({ agents: [value.toLowerCase()], rules: [], crawlDelayMs: 0 });
      named = true;
      continue;
    } else if (name === 'crawl-delay' && group) {
      const seconds = Number(value);
      if (seconds > 0 && Number.isFinite(seconds)) group.crawlDelayMs = seconds * 1_000;
    } else if ((name === 'allow' || name === 'disallow') && group && value !== '') {
      group.rules.push(...ruleOf(name === 'allow', value));
    }
    if (name !== '' && name !== 'sitemap') named = false;
  }
  return { groups, sitemaps };
}

/** Reads robots.txt as RFC 9309 has it, for a reader of this name (`sidenote`). */
export function readRobots(text: string, agent: string): Robots {
  const { groups, sitemaps } = groupsOf(text);
  const of = (name: string) => groups.filter(({ agents }) => agents.includes(name));
  const own = groups.filter(({ agents }) =>
    agents.some((name) => name.split('/')[0] === agent.toLowerCase()),
  );
  const mine = own.length > 0 ? own : of('*');
  const rules = mine
    .flatMap((group) => group.rules)
    .slice(0, mostRules)
    // The longest one that fits decides; of two as long, the one that allows.
    .sort((a, b) => b.pattern.length - a.pattern.length || Number(b.allow) - Number(a.allow));
  return {
    allows: (path) => rules.find(({ pattern }) => fits(pattern, path))?.allow ?? true,
    crawlDelayMs: Math.max(0, ...mine.map(({ crawlDelayMs }) => crawlDelayMs)),
    sitemaps,
  };
}

/** `*` stands for anything, `$` at the end for the end. Linear: a pattern is not to be trusted. */
function fits(pattern: string, path: string): boolean {
  const whole = pattern.endsWith('$');
  const parts = (whole ? pattern.slice(0, -1) : pattern).split('*');
  const first = parts[0] ?? '';
  if (!path.startsWith(first)) return false;
  let at = first.length;
  for (const [index, part] of parts.entries()) {
    if (index === 0) continue;
    const last = whole && index === parts.length - 1;
    const found = last ? path.length - part.length : path.indexOf(part, at);
    if (found < at || (last && !path.endsWith(part))) return false;
    at = found + part.length;
  }
  return !whole || parts.length > 1 || at === path.length;
}

/** `noindex` and `nofollow` of an `X-Robots-Tag` header or a robots `meta` element. */
export function robotsTags(text: string, agent: string): { noindex: boolean; nofollow: boolean } {
  const found = new Set<string>();
  let forMe = true;
  for (const piece of text.toLowerCase().split(',')) {
    const [before = '', after] = piece.split(':').map((part) => part.trim());
    // A name before a colon is whom it is for, up to the next one.
    if (after !== undefined && !/^(?:unavailable_after|max-)/.test(before)) {
      forMe = before === agent.toLowerCase();
    }
    if (forMe) found.add(after ?? before);
  }
  const none = found.has('none');
  return { noindex: none || found.has('noindex'), nofollow: none || found.has('nofollow') };
}
