import { isDeepStrictEqual } from 'node:util';
import { type Settings, defaultSettings } from '../domain/settings.ts';
import { rawSettings } from '../storage/raw-settings.ts';
import { createSettings } from '../storage/settings.ts';
import {
  type Plain,
  flatten,
  isSettingName,
  merge,
  readValue,
  withValue,
} from './settings-paths.ts';
import type { Stores } from './stores.ts';

export type Change = { readonly name: string; readonly from: unknown; readonly to: unknown };

export type EditAnswer =
  | {
      readonly kind: 'saved';
      readonly version: number;
      readonly changes: readonly Change[];
      /** Kept as they are, and most likely misspelt or of a newer version. */
      readonly unknownNames: readonly string[];
    }
  | {
      readonly kind: 'unchanged';
      readonly version: number;
      readonly unknownNames: readonly string[];
    }
  | {
      readonly kind: 'conflict';
      readonly base: number;
      readonly version: number;
      /** What somebody else changed meanwhile. */
      readonly changes: readonly Change[];
    }
  | { readonly kind: 'invalid'; readonly problems: readonly string[] };

/** Reads `NAME=VALUE` arguments; the names that no setting has come back as problems. */
export function readAssignments(
  typed: readonly string[],
): { readonly kind: 'read'; readonly edit: Plain } | { kind: 'invalid'; problems: string[] } {
  const problems: string[] = [];
  let edit: Plain = {};
  for (const argument of typed) {
    const at = argument.indexOf('=');
    const name = argument.slice(0, at);
    if (at < 1) problems.push(`${argument}: write NAME=VALUE, for instance mode=live.`);
    else if (!isSettingName(name)) problems.push(unknownName(name));
    else edit = withValue(edit, name, readValue(name, argument.slice(at + 1)));
  }
  return problems.length > 0 ? { kind: 'invalid', problems } : { kind: 'read', edit };
}

/**
 * Lays an edit over the version that it was made on (default: the current one) and saves it. Names
 * that are stored and unknown here are kept.
 */
export async function editSettings(
  { database }: Pick<Stores, 'database'>,
  request: { appId: string; base?: number | undefined; edit: Plain; nowMs: number },
): Promise<EditAnswer> {
  const { appId, edit, nowMs } = request;
  // Not the store that SIDENOTE_MODE speaks through: an override must not be saved.
  const store = createSettings(database.db);
  const current = await store.current(appId);
  const base = request.base ?? current.version;
  const under = await store.version(appId, base);
  const settings = merge(await rawSettings(database.db, appId, base), edit);
  const answer = await store.save({ appId, base, settings, nowMs });
  switch (answer.kind) {
    case 'saved':
      return {
        kind: 'saved',
        version: answer.saved.version,
        changes: changesBetween(under.settings, answer.saved.settings),
        unknownNames: answer.saved.unknownNames,
      };
    case 'unchanged':
      return { kind: 'unchanged', version: base, unknownNames: answer.current.unknownNames };
    case 'conflict':
      return {
        kind: 'conflict',
        base,
        version: answer.current.version,
        changes: changesBetween(under.settings, answer.current.settings),
      };
    case 'invalid':
      return answer;
  }
}

/** The settings that differ, under their dotted names. */
export function changesBetween(before: Settings, after: Settings): readonly Change[] {
  const later = new Map(flatten(after));
  return flatten(before).flatMap(([name, from]) => {
    const to = later.get(name);
    return isDeepStrictEqual(from, to) ? [] : [{ name, from, to }];
  });
}

/** What is wrong with partial settings, each with its dotted name. */
export { problemsIn as settingsProblems } from '../storage/settings.ts';

const unknownName = (name: string): string => {
  const near = flatten(defaultSettings)
    .map(([known]) => known)
    .filter((known) => known.toLowerCase().includes(name.toLowerCase().split('.').at(-1) ?? name));
  const hint = near.length > 0 ? ` Did you mean ${near.slice(0, 3).join(' or ')}?` : '';
  return `${name}: no setting has this name.${hint} See: npx sidenote settings get`;
};
