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

/** Names of the machine, not of the product: where things are, its proxy, certificates and index. */
const isMachineName = (name: string): boolean =>
  /^(?:PATH|HOME|TMPDIR|LANG|XDG_CACHE_HOME|XDG_CONFIG_HOME|JAVA_HOME|MAVEN_OPTS)$/.test(name) ||
  /^SIDENOTE_(?:OFFLINE|EMBEDDING_MODEL_DIR)$/.test(name) ||
  /^(?:HTTPS?_PROXY|NO_PROXY|PIP_.+|MONGOMS_DOWNLOAD_MIRROR)$/i.test(name) ||
  // By which a company's own certificates are named to Node, Temporal's SDK and pip.
  /^(?:NODE_EXTRA_CA_CERTS|SSL_CERT_FILE|SSL_CERT_DIR|REQUESTS_CA_BUNDLE)$/.test(name);

/** What started and downloading programs may know: the machine's names, none of the product's. */
export const ofMachine = (environment: Environment): Environment =>
  only(environment, Object.keys(environment).filter(isMachineName));

/** What tests may know of the machine: no product name, no `.env`. */
export const hostEnvironment = (): Environment => ofMachine(processEnvironment());

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
