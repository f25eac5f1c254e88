import { z } from 'zod';
import { type GuessLanguage, type Imported, type ImportResult, collect } from './import-result.ts';

const articleId = z.union([z.string().min(1), z.number()]).transform(String);

/** Of a line that is no article, what tells which one it is. */
const named = z.object({ id: articleId });

const row = z
  .object({
    id: articleId,
    title: z.string().optional(),
    url: z.string().nullish(),
    markdown: z.string().optional(),
    text: z.string().optional(),
    audience: z.enum(['public', 'internal']).optional(),
    language: z.string().min(2).nullish(),
    translation_of: z
      .union([z.string().min(1), z.number()])
      .nullish()
      .transform((id) => (id === null || id === undefined ? null : String(id))),
    entity: z.string().trim().min(1).nullish(),
  })
  .transform(({ markdown, text, ...rest }) => ({ ...rest, body: markdown ?? text ?? '' }));

function readLine(
  line: string,
  number: number,
  source: string,
  guessLanguage: GuessLanguage,
): Imported {
  const skip = (why: string): Imported => ({ skipped: { where: `line ${number}`, why } });
  const fail = (why: string, failed: string | null): Imported => ({
    skipped: { where: `line ${number}`, why, failed },
  });
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return fail('no JSON', null);
  }
  const parsed = row.safeParse(value);
  if (!parsed.success)
    return fail(
      parsed.error.issues.map((it) => `${it.path.join('.')}: ${it.message}`).join('; '),
      named.safeParse(value).data?.id ?? null,
    );
  const { id, title, url, body, audience, language, entity, translation_of } = parsed.data;
  if (body.trim() === '') return skip('neither markdown nor text');
  return {
    article: {
      id,
      source,
      title: title ?? id,
      url: url ?? null,
      markdown: body,
      audience: audience ?? 'public',
      language: language ?? guessLanguage(body),
      ...(translation_of === null || translation_of === id
        ? {}
        : { translationOf: translation_of }),
      ...(entity ? { entity } : {}),
    },
  };
}

/** Reads articles from JSONL: id, title, url, markdown or text, optional audience, language, translation_of. */
export function readJsonl(
  content: string,
  options: { readonly source: string; readonly guessLanguage: GuessLanguage },
): ImportResult {
  const lines = content.replace(/^\uFEFF/, '').split(/\r?\n/);
  return collect(
    lines.flatMap((line, at) =>
      line.trim() === '' ? [] : [readLine(line, at + 1, options.source, options.guessLanguage)],
    ),
  );
}
