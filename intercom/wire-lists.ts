import { z } from 'zod';
import {
  completeListOf,
  count,
  flag,
  id,
  listOf,
  optionalId,
  optionalText,
  text,
  time,
} from './wire.ts';

/** Everything but conversations: people, articles, tags, pages of lists. */

export const wireTag = z.object({ id, name: text });

const admin = z.object({
  id,
  name: optionalText,
  email: optionalText,
  has_inbox_seat: flag,
  away_mode_enabled: flag,
});
export const wireAdmins = z.object({ admins: completeListOf(admin) });

export const wireMe = z.object({
  id,
  name: optionalText,
  email: optionalText,
  app: z.object({ id_code: id, name: optionalText, region: optionalText }),
});

export const wireTeams = z.object({ teams: completeListOf(z.object({ id, name: text })) });

export const wireContact = z.object({
  id,
  role: text,
  name: optionalText,
  email: optionalText,
  language_override: optionalText,
  external_id: optionalText,
});

export const wireHelpCenters = z.object({
  data: completeListOf(
    z.object({
      id,
      identifier: optionalText,
      url: optionalText,
      display_name: optionalText,
      website_turned_on: flag,
    }),
  ),
});

/** Three shapes are about: a cursor, an address of the next page, and page numbers only. */
const pages = z
  .object({
    page: count,
    total_pages: count,
    next: z
      .union([z.string(), z.object({ starting_after: optionalText, page: count })])
      .nullish()
      .catch(null),
  })
  .nullish()
  .catch(null);

export const articlePageOf = <Member extends z.ZodType>(member: Member) =>
  z
    .object({ data: completeListOf(member), pages, total_count: count })
    .transform((list) => ({ members: list.data, pages: list.pages, total: list.total_count }));

const translation = z.object({
  title: text,
  body: text,
  body_markdown: optionalText,
  state: text,
  url: optionalText,
});

export const wireArticle = z.object({
  id,
  title: text,
  description: optionalText,
  body: text,
  body_markdown: optionalText,
  state: text,
  url: optionalText,
  updated_at: time,
  parent_ids: listOf(id),
  default_locale: optionalText,
  translated_content: z
    .record(z.string(), z.unknown())
    .nullish()
    .catch(null)
    .transform((locales) =>
      Object.entries(locales ?? {}).flatMap(([locale, content]) => {
        const parsed = translation.safeParse(content);
        return parsed.success ? [{ locale, ...parsed.data }] : [];
      }),
    ),
  /** The owner's "AI may use it"; absent in old versions. */
  ai_chatbot_availability: z.boolean().nullish().catch(null),
  ai_copilot_availability: z.boolean().nullish().catch(null),
  /** From 2.16: `everyone` or `restricted`. */
  help_center_audience: optionalText,
});

export const wireInternalArticle = z.object({
  id,
  title: text,
  body: text,
  body_markdown: optionalText,
  updated_at: time,
  locale: optionalText,
  ai_chatbot_availability: z.boolean().nullish().catch(null),
  ai_copilot_availability: z.boolean().nullish().catch(null),
});

export const wireConversationSummary = z.object({
  id,
  created_at: time,
  updated_at: time,
  state: text,
  admin_assignee_id: optionalId,
  source: z.object({ type: text, delivered_as: text }).nullish().catch(null),
});

export const wireConversationPage = z
  .object({ conversations: completeListOf(wireConversationSummary), pages, total_count: count })
  .transform((list) => ({
    members: list.conversations,
    pages: list.pages,
    total: list.total_count,
  }));

export type WireTag = z.output<typeof wireTag>;
export type WireAdmin = z.output<typeof admin>;
export type WireMe = z.output<typeof wireMe>;
export type WireArticle = z.output<typeof wireArticle>;
export type WireInternalArticle = z.output<typeof wireInternalArticle>;
export type WireContact = z.output<typeof wireContact>;
export type WireConversationSummary = z.output<typeof wireConversationSummary>;
export type WirePages = z.output<typeof pages>;
