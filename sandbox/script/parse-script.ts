import type { z } from 'zod';
import {
  type Script,
  type ScriptInput,
  type ScriptedConversation,
  scriptSchema,
} from './script-schema.ts';

/** A script that cannot be played; the message lists all that is wrong, with its path. */
export class ScriptError extends Error {
  override readonly name = 'ScriptError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    const list = problems.map((problem) => `  ${problem}`).join('\n');
    super(`The script cannot be played:\n${list}\nThe format is told in docs/script.md.`);
    this.problems = problems;
  }
}

/** Says what is wrong with partial settings, with the setting's path first. */
export type CheckSettings = (settings: unknown) => readonly string[];

/** Checks a script from outside; throws `ScriptError` with everything that is wrong. */
export function parseScript(given: unknown, checkSettings: CheckSettings = () => []): Script {
  const parsed = scriptSchema.safeParse(given);
  if (!parsed.success) throw new ScriptError(parsed.error.issues.flatMap((issue) => worded(issue)));
  const problems = [
    ...settingsProblems(parsed.data, checkSettings),
    ...repeatedNames(parsed.data.conversations.map(({ name }) => name)),
    ...parsed.data.conversations.flatMap((one, at) => nameProblems(parsed.data, one, at)),
  ];
  if (problems.length > 0) throw new ScriptError(problems);
  return parsed.data;
}

/** A script of our own, typed. */
export const script = (input: ScriptInput): Script => parseScript(input);

const at = (path: readonly PropertyKey[]): string =>
  path.length === 0 ? 'the script' : path.map(String).join('.');

function worded(issue: z.core.$ZodIssue, above: readonly PropertyKey[] = []): string[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `${at([...path, key])}: there is no such field`);
  }
  return [`${at(path)}: ${issue.message}`];
}

function settingsProblems({ settings, conversations }: Script, check: CheckSettings): string[] {
  const under = (path: string, given: unknown): string[] =>
    check(given).map((problem) => `${path}.${problem}`);
  return [
    ...under('settings', settings),
    ...conversations.flatMap((one, index) => [
      ...under(`conversations.${index}.settings`, one.settings),
      ...one.events.flatMap((event, place) =>
        event.type === 'settings'
          ? under(`conversations.${index}.events.${place}.settings`, event.settings)
          : [],
      ),
    ]),
  ];
}

const repeatedNames = (names: readonly string[]): string[] =>
  names.flatMap((name, index) =>
    names.indexOf(name) < index
      ? [`conversations.${index}.name: "${name}" is the name of another one too`]
      : [],
  );

/** Teammates and teams that the script does not have; messages that are not there. */
function nameProblems(script: Script, conversation: ScriptedConversation, index: number): string[] {
  const problems: string[] = [];
  const people = new Set(script.teammates);
  const teams = new Set(script.teams.map(({ name }) => name));
  const person = (path: string, name: string | undefined): void => {
    if (name !== undefined && !people.has(name)) {
      problems.push(`${path}: the script has no teammate "${name}"`);
    }
  };
  const assigned = (path: string, to: ScriptedConversation['assigned'] | undefined): void => {
    if (typeof to !== 'object') return;
    if ('teammate' in to) person(`${path}.teammate`, to.teammate);
    else if (!teams.has(to.team)) {
      problems.push(`${path}.team: the script has no team "${to.team}"`);
    }
  };
  const messages = conversation.events.flatMap((event) =>
    event.type === 'on_read' ? event.events : [event],
  );
  const written = messages.filter(({ type }) => type === 'customer').length;
  assigned(`conversations.${index}.assigned`, conversation.assigned);
  conversation.events.forEach((event, place) => {
    const path = `conversations.${index}.events.${place}`;
    const inner = event.type === 'on_read' ? event.events : [event];
    inner.forEach((one, deep) => {
      const here = event.type === 'on_read' ? `${path}.events.${deep}` : path;
      if ('by' in one) person(`${here}.by`, one.by);
      if (one.type === 'teammate') assigned(`${here}.assign`, one.assign);
      if (one.type === 'assign') assigned(`${here}.to`, one.to);
      if (one.type === 'redact' && one.message > written) {
        problems.push(`${here}.message: the customer writes ${written} messages only`);
      }
    });
  });
  return problems;
}
