import { z } from 'zod';
import { defaultSettings } from '../domain/settings.ts';

export type Plain = Readonly<Record<string, unknown>>;

const plainObject = z.record(z.string(), z.unknown());

const asObject = (value: unknown): Plain | null => {
  const parsed = Array.isArray(value) ? undefined : plainObject.safeParse(value);
  return parsed?.success ? parsed.data : null;
};

/** The value under a dotted name; undefined when there is none. */
export function valueAt(root: unknown, name: string): unknown {
  return name.split('.').reduce<unknown>((value, part) => {
    const object = asObject(value);
    return object && Object.hasOwn(object, part) ? object[part] : undefined;
  }, root);
}

/** A copy with the value under a dotted name replaced; missing levels are made. */
export function withValue(root: Plain, name: string, value: unknown): Plain {
  const [first = '', ...rest] = name.split('.');
  if (rest.length === 0) return { ...root, [first]: value };
  return { ...root, [first]: withValue(asObject(root[first]) ?? {}, rest.join('.'), value) };
}

/** Every dotted name with its value: objects are gone into, lists are values. */
export function flatten(root: unknown, path = ''): readonly (readonly [string, unknown])[] {
  const object = asObject(root);
  if (object === null) return [[path, root]];
  return Object.entries(object).flatMap(([name, value]) =>
    flatten(value, path === '' ? name : `${path}.${name}`),
  );
}

/** `over` laid over `under`, level by level; lists and values replace each other whole. */
export function merge(under: Plain, over: Plain): Plain {
  return Object.entries(over).reduce<Plain>((merged, [name, value]) => {
    const [below, above] = [asObject(merged[name]), asObject(value)];
    return { ...merged, [name]: below && above ? merge(below, above) : value };
  }, under);
}

export const isSettingName = (name: string): boolean =>
  valueAt(defaultSettings, name) !== undefined;

/**
 * What was typed as the value of a setting: JSON, or plain words where the setting is text. Words
 * for a list are its only entry.
 */
export function readValue(name: string, typed: string): unknown {
  const usual = valueAt(defaultSettings, name);
  const json = jsonOf(typed);
  if (typeof usual === 'string') return typeof json === 'string' ? json : typed;
  if (Array.isArray(usual) && !Array.isArray(json)) return typed === '' ? [] : [typed];
  return json === undefined ? typed : json;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Text that holds a JSON object; null for anything else. */
export const readObject = (text: string): Plain | null => asObject(jsonOf(text));
