import { tell } from './tell.ts';

/** The result as JSON for programs, or as words for people. */
export const tellEither = (asJson: boolean | undefined, json: unknown, words: () => string): void =>
  tell.result(asJson === true ? JSON.stringify(json, null, 2) : words());

export type JsonOption = { readonly json?: boolean };
export const jsonOption = ['--json', 'print JSON'] as const;
