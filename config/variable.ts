import { z } from 'zod';
import { type Secret, createSecret } from './secret.ts';

/** Headings of `.env.example`; the demo opts in to some of them one at a time. */
export type Group = 'intercom' | 'temporal' | 'mongodb' | 'openai' | 'server' | 'sidenote';

/** What a name is for; `shown` is its default in `.env.example`, empty when there is none. */
export type VariableFacts = {
  readonly group: Group;
  readonly about: string;
  readonly shown: string;
};

/** Facts by schema: what `.env.example` is rendered from. */
export const variableFacts = z.registry<VariableFacts>();

const optional = z.string().optional();

/** One name of the environment: blank counts as unset. */
export const text = (group: Group, about: string) =>
  optional
    .transform((value): string | null => value ?? null)
    .register(variableFacts, { group, about, shown: '' });

export const textOr = (group: Group, fallback: string, about: string) =>
  optional
    .transform((value) => value ?? fallback)
    .register(variableFacts, { group, about, shown: fallback });

export const secret = (group: Group, about: string) =>
  optional
    .transform((value): Secret | null => (value === undefined ? null : createSecret(value)))
    .register(variableFacts, { group, about, shown: '' });

/** Comma-separated while rotating. */
export const secrets = (group: Group, about: string, minimumLength = 1) =>
  optional
    .transform((value, context): readonly Secret[] => {
      const parts = (value ?? '').split(',').map((part) => part.trim());
      const given = parts.filter((part) => part !== '');
      if (given.some((part) => part.length < minimumLength)) {
        context.addIssue(`use at least ${minimumLength} characters for each secret`);
      }
      return given.map(createSecret);
    })
    .register(variableFacts, { group, about, shown: '' });

const oneOf = <const Choice extends string>(choices: readonly Choice[]) =>
  optional.transform((value, context): Choice | null => {
    if (value === undefined) return null;
    const chosen = choices.find((one) => one === value.toLowerCase());
    if (chosen !== undefined) return chosen;
    context.addIssue(`use one of ${choices.join(', ')} (it is "${value}")`);
    return z.NEVER;
  });

export const choice = <const Choice extends string>(
  group: Group,
  choices: readonly Choice[],
  about: string,
) => oneOf(choices).register(variableFacts, { group, about, shown: '' });

export const choiceOr = <const Choice extends string>(
  group: Group,
  choices: readonly Choice[],
  fallback: NoInfer<Choice>,
  about: string,
) =>
  oneOf(choices)
    .transform((value): Choice => value ?? fallback)
    .register(variableFacts, { group, about, shown: fallback });

const truths = new Map([
  ...['1', 'true', 'yes', 'on'].map((word) => [word, true] as const),
  ...['0', 'false', 'no', 'off'].map((word) => [word, false] as const),
]);

export const flag = (group: Group, about: string) =>
  optional
    .transform((value, context) => {
      const truth = value === undefined ? false : truths.get(value.toLowerCase());
      if (truth !== undefined) return truth;
      context.addIssue(`use 1 or 0 (it is "${value}")`);
      return z.NEVER;
    })
    .register(variableFacts, { group, about, shown: '' });

export const port = (group: Group, fallback: number, about: string) =>
  optional
    .transform((value, context) => {
      if (value === undefined) return fallback;
      const number = /^\d{1,5}$/.test(value) ? Number(value) : Number.NaN;
      if (number <= 65_535) return number;
      context.addIssue(`use a port number from 0 to 65535 (it is "${value}")`);
      return z.NEVER;
    })
    .register(variableFacts, { group, about, shown: String(fallback) });

export const wholeNumber = (group: Group, fallback: number, about: string) =>
  optional
    .transform((value, context) => {
      if (value === undefined) return fallback;
      const number = /^\d{1,9}$/.test(value) ? Number(value) : 0;
      if (number > 0) return number;
      context.addIssue(`use a whole number above 0 (it is "${value}")`);
      return z.NEVER;
    })
    .register(variableFacts, { group, about, shown: String(fallback) });

/** The same, and 0 turns it off. */
export const wholeNumberOrOff = (group: Group, fallback: number, about: string) =>
  optional
    .transform((value, context) => {
      if (value === undefined) return fallback;
      if (/^\d{1,9}$/.test(value)) return Number(value);
      context.addIssue(`use a whole number, 0 for never (it is "${value}")`);
      return z.NEVER;
    })
    .register(variableFacts, { group, about, shown: String(fallback) });

/** An http(s) address, without a slash at its end. */
export const address = (group: Group, about: string) =>
  optional
    .transform((value, context): string | null => {
      if (value === undefined) return null;
      const url = URL.canParse(value) ? new URL(value) : null;
      const plain = url !== null && url.username === '' && url.search === '' && url.hash === '';
      if (plain && /^https?:$/.test(url.protocol)) return value.replace(/\/+$/, '');
      context.addIssue('use an address such as https://example.com, without password or query');
      return z.NEVER;
    })
    .register(variableFacts, { group, about, shown: '' });

/** A name that is safe in a query and a shell. */
export const plainName = (group: Group, about: string) =>
  optional
    .transform((value, context): string | null => {
      if (value === undefined) return null;
      if (/^\w[\w.-]{0,99}$/.test(value)) return value;
      context.addIssue('use up to 100 letters, digits, dots, hyphens and underscores');
      return z.NEVER;
    })
    .register(variableFacts, { group, about, shown: '' });

/** Host and port without a scheme. */
export const hostAndPort = (group: Group, about: string) =>
  optional
    .transform((value, context): string | null => {
      if (value === undefined) return null;
      if (/^[^\s/@]+:\d{1,5}$/.test(value)) return value;
      context.addIssue('use host and port such as localhost:7233, without a scheme');
      return z.NEVER;
    })
    .register(variableFacts, { group, about, shown: '' });

/** A MongoDB connection string; it may hold a password. */
export const mongodbUri = (group: Group, about: string) =>
  optional
    .transform((value, context): Secret | null => {
      if (value === undefined) return null;
      if (/^mongodb(\+srv)?:\/\/./.test(value)) return createSecret(value);
      context.addIssue('use a connection string that starts with mongodb:// or mongodb+srv://');
      return z.NEVER;
    })
    .register(variableFacts, { group, about, shown: '' });
