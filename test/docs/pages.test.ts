import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isSettingName } from '../../app/settings-paths.ts';
import { commands } from '../../cli/commands.ts';
import { variables } from '../../config/schema.ts';
import { defaultSettings } from '../../domain/settings.ts';
import { commandsIn, problemWith, settingsIn } from './commands.ts';
import { troubleshootingFile, withReasonSections } from './reason-sections.ts';

const files = [
  ...['README.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md', 'docs/chaos.md', 'docs/data.md'],
  ...[
    'docs/evaluation.md',
    'docs/intercom.md',
    'docs/knowledge.md',
    'docs/operations.md',
    'docs/safety.md',
    'docs/script.md',
    troubleshootingFile,
  ],
];
const pages = await Promise.all(
  files.map(async (file) => ({ file, page: await readFile(file, 'utf8') })),
);

it('docs/troubleshooting.md has the sections that are made of the reasons: npm run reasons', async () => {
  const page = await readFile(troubleshootingFile, 'utf8');
  expect(withReasonSections(page)).toBe(page);
});

describe.each(pages)('what $file names exists', ({ file, page }) => {
  it('commands and their options', () => {
    const wrong = commandsIn(page).flatMap((words) => {
      const problem = problemWith(words, commands);
      return problem === null ? [] : [`sidenote ${words.join(' ')}: ${problem}`];
    });
    expect(wrong).toEqual([]);
  });

  it('settings', () => {
    const dotted = [...page.matchAll(/`([a-z]\w*)(\.\w+)+(?:=[^`]*)?`/g)]
      .filter(([, group = '']) => Object.hasOwn(defaultSettings, group))
      .map(([span]) => span.slice(1, -1).split('=')[0] ?? span);
    const named = [...settingsIn(commandsIn(page)), ...dotted];
    expect(named.filter((name) => !isSettingName(name))).toEqual([]);
  });

  it('names of the environment', () => {
    const prefixed = /\b(?:INTERCOM|SIDENOTE|TEMPORAL|MONGODB|OPENAI|PUBLIC)_[A-Z_]*[A-Z]\b/g;
    const named = new Set([...page.matchAll(prefixed)].map(([name]) => name));
    expect([...named].filter((name) => !Object.hasOwn(variables, name))).toEqual([]);
  });

  it('pages and sections that it links to', async () => {
    const wrong: string[] = [];
    for (const [, target = ''] of page.matchAll(/\]\(((?!https?:)[^)]+)\)/g)) {
      const [path = '', anchor] = target.split('#');
      const linked = path === '' ? file : join(dirname(file), path);
      if (!existsSync(linked)) wrong.push(target);
      else if (anchor !== undefined && !anchorsOf(await readFile(linked, 'utf8')).has(anchor))
        wrong.push(target);
    }
    expect(wrong).toEqual([]);
  });
});

it('the check itself finds what does not exist', () => {
  const page =
    '`npx sidenote verify --fix` and `npx sidenote settings set modus=live`, `npx sidenote fly`.';
  const found = commandsIn(page);
  expect(found.map((words) => problemWith(words, commands))).toEqual([
    'verify has no option --fix',
    null,
    'there is no command fly',
  ]);
  expect(settingsIn(found)).toEqual(['modus']);
});

/** As GitHub makes them of headings. */
const anchorsOf = (page: string): ReadonlySet<string> =>
  new Set(
    [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replace(/\s/g, '-'),
    ),
  );
