import { ConfigError } from './config-error.ts';
import { type Config, configFrom } from './config.ts';
import type { Environment } from './environment.ts';
import { type Values, environmentSchema, variables } from './schema.ts';

/**
 * Reads the whole environment at once. Blank counts as unset.
 * Throws `ConfigError` with everything that is wrong.
 */
export function loadConfig(environment: Environment): Config {
  const named = withoutBlanks(environment);
  const result = environmentSchema.safeParse(named);
  if (!result.success) {
    throw new ConfigError(
      result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}.`),
    );
  }
  const problems = contradictions(result.data);
  if (problems.length > 0) throw new ConfigError(problems);
  return configFrom(result.data, misspelt(named));
}

const withoutBlanks = (environment: Environment): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => {
      const trimmed = value?.trim() ?? '';
      return trimmed === '' ? [] : [[name, trimmed]];
    }),
  );

function contradictions(values: Values): string[] {
  const problems: string[] = [];
  if (values.NODE_ENV === 'production') {
    const start = 'with NODE_ENV=production no local server is started';
    if (values.TEMPORAL_ADDRESS === null) {
      problems.push(`TEMPORAL_ADDRESS: name your Temporal server; ${start}.`);
    }
    if (values.MONGODB_URI === null) {
      problems.push(`MONGODB_URI: name your MongoDB server; ${start}.`);
    }
  }
  const { TEMPORAL_TLS_CLIENT_CERT_PATH: cert, TEMPORAL_TLS_CLIENT_KEY_PATH: key } = values;
  if ((cert === null) !== (key === null)) {
    const missing = cert === null ? 'CERT' : 'KEY';
    problems.push(
      `TEMPORAL_TLS_CLIENT_${missing}_PATH: name it too; certificate and key go together.`,
    );
  }
  if (values.SIDENOTE_EMBEDDINGS === 'openai' && values.OPENAI_API_KEY === null) {
    problems.push('OPENAI_API_KEY: name it, or choose SIDENOTE_EMBEDDINGS local or none.');
  }
  return problems;
}

const misspelt = (named: Readonly<Record<string, string>>): readonly string[] =>
  Object.keys(named).filter(
    (name) => /^(INTERCOM|SIDENOTE|MONGODB)_/.test(name) && !Object.hasOwn(variables, name),
  );
