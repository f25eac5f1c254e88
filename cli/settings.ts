import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import {
  type Change,
  type EditAnswer,
  editSettings,
  readAssignments,
} from '../app/edit-settings.ts';
import { keylessTopics } from '../app/explain.ts';
import { appIdFrom } from '../app/from-config.ts';
import type { Product } from '../app/product.ts';
import { type Plain, flatten, readObject, valueAt } from '../app/settings-paths.ts';
import { fromEnvironment, withProduct } from './environment.ts';
import { type JsonOption, jsonOption, tellEither } from './json.ts';
import { tell } from './tell.ts';

const shown = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

const changeLines = (changes: readonly Change[]): string[] =>
  changes.map(({ name, from, to }) => `  ${name}: ${shown(from)} → ${shown(to)}`);

const unknownLine = (names: readonly string[]): string[] =>
  names.length === 0
    ? []
    : [`Kept and without effect, since no setting has these names: ${names.join(', ')}`];

/** What an edit did, as people read it. */
export function editWords(answer: EditAnswer): string {
  switch (answer.kind) {
    case 'saved':
      return [
        `Saved as version ${answer.version}.`,
        ...changeLines(answer.changes),
        ...unknownLine(answer.unknownNames),
      ].join('\n');
    case 'unchanged':
      return [
        `Nothing changes: version ${answer.version} says so already.`,
        ...unknownLine(answer.unknownNames),
      ].join('\n');
    case 'conflict':
      return [
        `Not saved: the edit was made on version ${answer.base}, and version ${answer.version} is current. Changed meanwhile:`,
        ...changeLines(answer.changes),
        `Look at it, then: npx sidenote settings set --base ${answer.version} …`,
      ].join('\n');
    case 'invalid':
      return ['Not saved:', ...answer.problems.map((problem) => `  ${problem}`)].join('\n');
  }
}

/** All settings in the form that `set` takes, or one; undefined for a name that there is not. */
export async function readSettings(
  { stores, keyless }: Pick<Product, 'stores' | 'keyless'>,
  appId: string,
  name: string | undefined,
): Promise<{ json: unknown; words: string } | undefined> {
  const current = await stores.settings.current(appId);
  const value = name === undefined ? current.settings : valueAt(current.settings, name);
  if (value === undefined) return undefined;
  const told = name === undefined || name === 'excludedTopics' || name === 'topics';
  const remarks =
    told && keyless && current.settings.excludedTopics.length > 0 ? [keylessTopics] : [];
  const entries = flatten(value, name ?? '').map(([path, one]) => `${path}=${shown(one)}`);
  const words = [
    ...(name === undefined ? [`# version ${current.version}`] : []),
    ...entries,
    ...(name === undefined ? unknownLine(current.unknownNames) : []).map((line) => `# ${line}`),
    ...remarks.map((remark) => `# ${remark}`),
  ].join('\n');
  const json = name === undefined ? { ...current, remarks } : value;
  return { json, words };
}

const getCommand = new Command('get')
  .description('print the settings, or one of them')
  .argument('[name]', 'a dotted name, such as tags.suggested')
  .option(...jsonOption)
  .addHelpText('after', '\nExample:\n  $ npx sidenote settings get waits')
  .action(async (name: string | undefined, { json }: JsonOption) => {
    const options = fromEnvironment();
    const appId = appIdFrom(options.config);
    const read = await withProduct(options, (product) => readSettings(product, appId, name));
    if (!read) throw new Error(`${name}: no setting has this name. See: npx sidenote settings get`);
    tellEither(json, read.json, () => read.words);
  });

type SetOptions = JsonOption & { file?: string; base?: string };

/** An edit, and the version that it names itself: a file as `get --json` prints it does. */
export async function editFrom(
  typed: readonly string[],
  file: string | undefined,
): Promise<{ edit: Plain; base: number | undefined }> {
  if ((file === undefined) === (typed.length === 0)) {
    throw new Error('Write NAME=VALUE, or --file FILE with settings as JSON.');
  }
  if (file !== undefined) return readSettingsFile(file);
  const read = readAssignments(typed);
  if (read.kind === 'invalid') throw new Error(read.problems.join('\n'));
  return { edit: read.edit, base: undefined };
}

async function readSettingsFile(file: string) {
  const object = readObject(await readFile(file, 'utf8'));
  if (!object) throw new Error(`${file}: holds no JSON object of settings.`);
  const { version, settings } = object;
  const printed = typeof version === 'number' && settings !== undefined;
  const edit = printed ? readObject(JSON.stringify(settings)) : object;
  if (!edit) throw new Error(`${file}: its settings are no JSON object.`);
  return { edit, base: printed ? version : undefined };
}

const setCommand = new Command('set')
  .description('change settings; every edit makes a version, a conflict is refused and shown')
  .argument('[assignments...]', 'NAME=VALUE: dotted names; values are JSON, or plain words')
  .option('--file <file>', 'settings as JSON; what it leaves out stays')
  .option('--base <version>', 'the version that the edit was made on (default: the current one)')
  .option(...jsonOption)
  .addHelpText(
    'after',
    `
Examples:
  $ npx sidenote settings set mode=live
  $ npx sidenote settings set channels.email=false 'excludedTopics=["refund disputes"]'
  $ npx sidenote settings get --json > s.json   # edit it, then
  $ npx sidenote settings set --file s.json     # refused if somebody else edited meanwhile`,
  )
  .action(async (typed: string[], { file, base, json }: SetOptions) => {
    const { edit, base: named } = await editFrom(typed, file);
    if (base !== undefined && !/^\d+$/.test(base)) {
      throw new Error('--base: write the number of a version, as `settings get` prints it.');
    }
    const options = fromEnvironment();
    const appId = appIdFrom(options.config);
    const on = base === undefined ? named : Number(base);
    const answer = await withProduct(options, ({ stores, clock }) =>
      editSettings(stores, { appId, base: on, edit, nowMs: clock.now() }),
    );
    tellEither(json, answer, () => editWords(answer));
    if (answer.kind === 'conflict' || answer.kind === 'invalid') process.exitCode = 1;
    const override = options.config.sidenote.mode;
    if (override !== null && valueAt(edit, 'mode') !== undefined) {
      tell.warning(`SIDENOTE_MODE=${override} overrides the mode of the settings here.`);
    }
  });

export const settingsCommand = new Command('settings')
  .description("the workspace's settings")
  .addHelpText('after', '\nExample:\n  $ npx sidenote settings set mode=live')
  .addCommand(getCommand)
  .addCommand(setCommand);
