import { readFile, readdir } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { type GuessLanguage, type Imported, type ImportResult, collect } from './import-result.ts';

const frontMatter = z.object({
  id: z.coerce.string().optional(),
  title: z.coerce.string().optional(),
  url: z.string().optional(),
  audience: z.enum(['public', 'internal']).optional(),
  language: z.string().min(2).optional(),
  translation_of: z.coerce.string().min(1).optional(),
  entity: z.string().trim().min(1).optional(),
});

/** Splits `---` front matter from the body; a file without any is all body. */
function dissect(content: string): { front: unknown; body: string } {
  const match = /^\uFEFF?---\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/.exec(content);
  if (!match) return { front: {}, body: content.replace(/^\uFEFF/, '') };
  return { front: parse(match[1] ?? '') ?? {}, body: content.slice(match[0].length) };
}

const idOfPath = (path: string): string => path.replace(/\.mdx?$/i, '');

/** The id that a file names whose front matter as a whole cannot be read. */
const idInBroken = (content: string): string | undefined =>
  /^id:[ \t]*["']?([^\s"'#]+)/m.exec(content.slice(0, 2_000))?.[1];

const firstHeading = (body: string): string | undefined => /^#\s+(.+)$/m.exec(body)?.[1]?.trim();

function readArticle(
  path: string,
  content: string,
  source: string,
  guessLanguage: GuessLanguage,
): Imported {
  const skip = (why: string): Imported => ({ skipped: { where: path, why } });
  const fail = (why: string): Imported => ({
    skipped: { where: path, why, failed: idInBroken(content) ?? idOfPath(path) },
  });
  let parts: ReturnType<typeof dissect>;
  try {
    parts = dissect(content);
  } catch (error) {
    return fail(
      `front matter is no YAML: ${error instanceof Error ? error.message : 'unreadable'}`,
    );
  }
  const front = frontMatter.safeParse(parts.front);
  if (!front.success)
    return fail(
      `front matter: ${front.error.issues.map((it) => `${it.path.join('.')}: ${it.message}`).join('; ')}`,
    );
  if (parts.body.trim() === '') return skip('the file has no text');
  const { title, url, audience, language, entity, translation_of } = front.data;
  const id = front.data.id ?? idOfPath(path);
  const folders = path.split('/').slice(0, -1);
  const markedInternal =
    folders.includes('internal') || /(?:^|[._-])internal\.mdx?$/i.test(basename(path));
  return {
    article: {
      id,
      source,
      title: title ?? firstHeading(parts.body) ?? basename(path).replace(/\.mdx?$/i, ''),
      url: url ?? null,
      markdown: parts.body,
      audience: audience ?? (markedInternal ? 'internal' : 'public'),
      language: language ?? guessLanguage(parts.body),
      ...(translation_of === undefined || translation_of === id
        ? {}
        : { translationOf: translation_of }),
      ...(entity === undefined ? {} : { entity }),
    },
  };
}

/**
 * Reads a folder of Markdown files with optional front matter (id, title, url, audience,
 * language, translation_of). Internal is what says so, stands in a folder `internal` or ends in `.internal.md`.
 * Throws when the folder itself cannot be read.
 */
export async function readMarkdownFolder(
  folder: string,
  options: { readonly source: string; readonly guessLanguage: GuessLanguage },
): Promise<ImportResult> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && /\.mdx?$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const imported = await Promise.all(
    files.map(async (file): Promise<Imported> => {
      const path = relative(folder, file).split(sep).join('/');
      try {
        const content = await readFile(file, 'utf8');
        return readArticle(path, content, options.source, options.guessLanguage);
      } catch (error) {
        const why = error instanceof Error ? error.message : 'unreadable';
        return { skipped: { where: path, why: `cannot be read: ${why}`, failed: null } };
      }
    }),
  );
  return collect(imported);
}
