import { z } from 'zod';
import type { Article, Audience } from '../../domain/passage.ts';
import { UnreadableBody, markdownOfBody } from './article-body.ts';
import { type Imported, type ImportResult, collect } from './import-result.ts';

/** Sources that the articles get. */
export const helpCenterSource = 'intercom';
export const internalSource = 'intercom-internal';

const internalPrefix = 'internal-';

/** The id by which Intercom knows an article of ours: ours has a locale behind, or a word before it. */
export const intercomIdOf = (articleId: string): string =>
  articleId.startsWith(internalPrefix)
    ? articleId.slice(internalPrefix.length)
    : (articleId.split('-')[0] ?? articleId);

const content = z.object({
  title: z.string().nullish(),
  body: z.string().nullish(),
  state: z.string().nullish(),
  url: z.string().nullish(),
  ai_chatbot_availability: z.boolean().nullish(),
  ai_copilot_availability: z.boolean().nullish(),
});

const article = content.extend({
  id: z.union([z.string(), z.number()]).transform(String),
  default_locale: z.string().nullish(),
  help_center_audience: z.string().nullish(),
  translated_content: z.record(z.string(), z.unknown()).nullish(),
});

const internalArticle = content.extend({
  id: z.union([z.string(), z.number()]).transform(String),
  locale: z.string().nullish(),
});

type Content = z.infer<typeof content>;

function imported(
  part: Content,
  about: {
    id: string;
    source: string;
    language: string;
    restricted: boolean;
    translationOf: string | null;
  },
): Imported {
  const skip = (why: string): Imported => ({ skipped: { where: `article ${about.id}`, why } });
  /** It is there, but cannot be read: what was read of it before counts on. */
  const fail = (why: string): Imported => ({
    skipped: { where: `article ${about.id}`, why, failed: about.id },
  });
  if (part.ai_copilot_availability === false) return skip('its owner does not let AI use it');
  // For people only, or not for everyone: it may help the rep, it never reaches the customer.
  const internal =
    about.restricted || part.state !== 'published' || part.ai_chatbot_availability === false;
  let markdown: string;
  try {
    markdown = markdownOfBody(part.body ?? '');
  } catch (error) {
    const why = error instanceof UnreadableBody ? error.message : 'its body cannot be read';
    // What was read of it before may have been for everyone.
    return internal ? skip(why) : fail(why);
  }
  if (markdown === '') return skip('it has no text');
  const audience: Audience = internal ? 'internal' : 'public';
  const mapped: Article = {
    id: about.id,
    source: about.source,
    title: part.title?.trim() || `Article ${about.id}`,
    url: part.url || null,
    markdown,
    audience,
    language: about.language,
    ...(about.translationOf === null ? {} : { translationOf: about.translationOf }),
  };
  return { article: mapped };
}

const unreadable = (error: z.ZodError): Imported => ({
  skipped: {
    where: 'article',
    why: error.issues.map((it) => `${it.path.join('.')}: ${it.message}`).join('; '),
    failed: null,
  },
});

const open: ReadonlySet<string> = new Set(['everyone', 'all_visitors', 'all_users']);

function translations(parsed: z.infer<typeof article>): Imported[] {
  const main = parsed.default_locale ?? 'en';
  const restricted =
    typeof parsed.help_center_audience === 'string' && !open.has(parsed.help_center_audience);
  const about = (locale: string) => ({
    id: locale === main ? parsed.id : `${parsed.id}-${locale}`,
    source: helpCenterSource,
    language: locale,
    restricted,
    translationOf: locale === main ? null : parsed.id,
  });
  const flags = {
    ai_chatbot_availability: parsed.ai_chatbot_availability,
    ai_copilot_availability: parsed.ai_copilot_availability,
  };
  const others = Object.entries(parsed.translated_content ?? {}).flatMap(([locale, value]) => {
    const part = content.safeParse(value);
    if (locale === main || locale === 'type' || !part.success) return [];
    return [imported({ ...flags, ...withoutNulls(part.data) }, about(locale))];
  });
  return [imported(parsed, about(main)), ...others];
}

const withoutNulls = (part: Content): Content =>
  Object.fromEntries(Object.entries(part).filter(([, value]) => value !== null));

/**
 * Maps a help-center article as Intercom's API gives it, one article a locale, each a translation of
 * the one in the default locale. Drafts, restricted
 * ones and those kept from the chatbot become internal; those kept from the copilot are skipped.
 */
export function articlesOfIntercom(json: unknown): ImportResult {
  const parsed = article.safeParse(json);
  return collect(parsed.success ? translations(parsed.data) : [unreadable(parsed.error)]);
}

/** Maps an article of the team's internal knowledge: always internal. */
export function internalArticlesOfIntercom(json: unknown): ImportResult {
  const parsed = internalArticle.safeParse(json);
  if (!parsed.success) return collect([unreadable(parsed.error)]);
  const { id, locale } = parsed.data;
  const about = {
    id: `${internalPrefix}${id}`,
    source: internalSource,
    language: locale ?? 'en',
    restricted: true,
    translationOf: null,
  };
  return collect([imported(parsed.data, about)]);
}
