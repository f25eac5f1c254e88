import { type VariableName, variables } from './schema.ts';
import { type Group, variableFacts } from './variable.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The process's own environment. Nothing else in the product reads it. */
export const processEnvironment = (): Environment => ({ ...process.env });

/** With `dotEnv`, names that are unset come from `.env` in the working directory, if there is one. */
export function readEnvironment({ dotEnv }: { dotEnv: boolean }): Environment {
  if (dotEnv) loadDotEnv();
  return processEnvironment();
}

function loadDotEnv(): void {
  try {
    process.loadEnvFile();
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!missing) throw error;
  }
}

/** Names of the machine, not of the product. */
const hostNames = [
  'PATH',
  'HOME',
  'TMPDIR',
  'XDG_CACHE_HOME',
  'HTTPS_PROXY',
  'HTTP_PROXY',
  'NO_PROXY',
  'https_proxy',
  'http_proxy',
  'no_proxy',
  'SIDENOTE_OFFLINE',
];

/** What tests and started servers may know of the machine: no product name, no `.env`. */
export const hostEnvironment = (): Environment => only(processEnvironment(), hostNames);

/**
 * The environment of `demo`, `chaos`, `bench` and `sandbox`: the machine's, plus the groups that
 * the command line opted in to (`--use-openai`, …), for which `.env` is read as well.
 */
export function demoEnvironment(use: readonly Group[] = []): Environment {
  if (use.length === 0) return hostEnvironment();
  const chosen = namesOf(use);
  return { ...hostEnvironment(), ...only(readEnvironment({ dotEnv: true }), chosen) };
}

const allNames = Object.keys(variables).filter((name) => isVariable(name));

function isVariable(name: string): name is VariableName {
  return Object.hasOwn(variables, name);
}

const namesOf = (groups: readonly Group[]): readonly string[] =>
  allNames.filter((name) => {
    const group = variableFacts.get(variables[name])?.group;
    return group !== undefined && groups.includes(group);
  });

const only = (environment: Environment, names: readonly string[]): Environment =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = environment[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
