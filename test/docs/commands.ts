import type { Command } from 'commander';

/** `npx sidenote …` as a page writes it, in a code span or on a line of a code block. */
export const commandsIn = (page: string): string[][] =>
  [...page.matchAll(/npx sidenote ([^`\n#|\\]+)/g)].map(([, rest = '']) => wordsOf(rest));

/** Settings that a page names in `settings set NAME=VALUE` and `settings get NAME`. */
export const settingsIn = (commands: readonly (readonly string[])[]): string[] =>
  commands
    .filter(([name, verb]) => name === 'settings' && (verb === 'set' || verb === 'get'))
    .flatMap((words) => words.slice(2))
    .filter((word) => !word.startsWith('-') && /^[a-z]/.test(word))
    .map((word) => word.split('=')[0] ?? word);

/** What is wrong with a command line; null: each of its commands and options exists. */
export function problemWith(words: readonly string[], commands: readonly Command[]): string | null {
  const [name, ...rest] = words;
  const command = commands.find((one) => one.name() === name);
  if (!command) return `there is no command ${name}`;
  const [next] = rest;
  if (command.commands.length > 0 && next !== undefined) return problemWith(rest, command.commands);
  const options = rest.filter((word) => word.startsWith('--')).map((word) => word.split('=')[0]);
  const wrong = options.find((option) => !command.options.some(({ long }) => long === option));
  return wrong === undefined ? null : `${command.name()} has no option ${wrong}`;
}

/** Quoted words are one; ends where the sentence around it goes on. */
const wordsOf = (text: string): string[] =>
  [...text.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, bare]) => single ?? double ?? bare?.replace(/[.,;:)]+$/, '') ?? '',
  );
