import { existsSync, readFileSync } from 'node:fs';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';

/** Versions whose official description lies beside the project. */
export type DescribedVersion = '2.14' | '2.16';

/** Checks calls and answers against Intercom's own OpenAPI description. */
export type OpenApiChecker = {
  /** What is wrong with a call, in words; `path` may carry a query. Empty: nothing. */
  checkRequest(method: string, path: string, body?: unknown): string[];
  /** What is wrong with an answer, in words. Empty: nothing. */
  checkAnswer(method: string, path: string, status: number, body: unknown): string[];
};

type Json = ReturnType<typeof JSON.parse>;

type Exception = { operation: RegExp; problem: RegExp; reason: string };

/** Where the description contradicts Intercom's own examples or documents. */
export const exceptions: readonly Exception[] = [
  {
    operation: /./,
    problem: /status (400|429)/,
    reason: 'rate limits, versions and bad parameters are documented for all calls, in prose',
  },
  {
    operation: /^GET \/articles$|^GET \/internal_articles$|^GET \/articles\/search$/,
    problem: /query (page|per_page|starting_after)/,
    reason: 'the answers have pages; the parameters that ask for one are missing',
  },
  {
    operation: /^(GET|POST) .*\/conversations/,
    problem: /\/statistics\/\w+ must be (integer|string|array)/,
    reason: 'null for what has not happened yet; only the whole object is marked nullable',
  },
  {
    operation: /^(GET|POST) .*\/conversations/,
    problem: /\/(author|source\/author)\/email must be string/,
    reason: 'a lead may have no address, as the example of a contact without one shows',
  },
  {
    operation: /^(GET|POST) .*\/conversations/,
    problem: /\/custom_attributes\/\w+ must /,
    reason: "the schema's own example has a boolean, which its types do not allow",
  },
  {
    operation: /^GET \/contacts/,
    problem: /\/(email|email_domain) must be string/,
    reason: 'a lead may have no address',
  },
  {
    operation: /^GET \/contacts/,
    problem: /\/url must match format "uri"/,
    reason: "the description's own example has paths here",
  },
];

const sharedFile = (version: DescribedVersion) =>
  new URL(`../../../shared/intercom/openapi-${version}.yaml`, import.meta.url);

/** OpenAPI 3.0 says `nullable` where JSON Schema lists the type null. */
function toJsonSchema(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(toJsonSchema);
  if (typeof schema !== 'object' || schema === null) return schema;
  const converted: Json = {};
  for (const [name, value] of Object.entries(schema)) {
    if (name === 'example' || name === 'examples' || name === 'nullable') continue;
    if (name === '$ref') converted.$ref = `intercom${String(value)}`;
    else converted[name] = toJsonSchema(value);
  }
  if (schema.nullable !== true) return converted;
  if (typeof converted.type === 'string') {
    const values = converted.enum ? { enum: [...converted.enum, null] } : {};
    return { ...converted, ...values, type: [converted.type, 'null'] };
  }
  // Beside a reference `nullable` has no meaning in 3.0, but it is what Intercom writes.
  return { anyOf: [converted, { type: 'null' }] };
}

type Operation = {
  /** Path with names in braces. */
  template: string;
  fits: RegExp;
  fixed: number;
  method: string;
  definition: Json;
};

function operationsOf(description: Json): Operation[] {
  const found: Operation[] = [];
  for (const [template, methods] of Object.entries<Json>(description.paths)) {
    const fits = new RegExp(`^${template.replace(/\{[^}]+\}/g, '[^/]+')}$`);
    const fixed = template.split('/').filter((piece) => !piece.startsWith('{')).length;
    for (const [method, definition] of Object.entries<Json>(methods)) {
      found.push({ template, fits, fixed, method: method.toUpperCase(), definition });
    }
  }
  // A written-out path goes before one with a placeholder in that place.
  return found.sort((a, b) => b.fixed - a.fixed);
}

const words = (errors: readonly ErrorObject[] | null | undefined) =>
  (errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''}`.trim());

/** Loads the description; undefined when it does not lie beside the project. */
export function createOpenApiChecker(version: DescribedVersion): OpenApiChecker | undefined {
  const file = sharedFile(version);
  if (!existsSync(file)) return undefined;
  const description: Json = parse(readFileSync(file, 'utf8'));
  const ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false });
  addFormats.default(ajv);
  ajv.addFormat('timestamp', true);
  ajv.addSchema({
    $id: 'intercom',
    components: toJsonSchema({ schemas: description.components.schemas }),
  });
  const operations = operationsOf(description);
  const compiled = new Map<Json, ValidateFunction>();

  function validate(schema: Json, value: unknown): string[] {
    const check = compiled.get(schema) ?? ajv.compile(toJsonSchema(schema));
    compiled.set(schema, check);
    // The branches of a union each report; the union's own message is enough where none fits.
    return check(value) ? [] : words(check.errors);
  }

  function find(method: string, path: string): Operation | undefined {
    const [bare = ''] = path.split('?');
    return operations.find((one) => one.method === method && one.fits.test(bare));
  }

  function without(operation: Operation, problems: string[]): string[] {
    const name = `${operation.method} ${operation.template}`;
    return problems.filter(
      (problem) => !exceptions.some((one) => one.operation.test(name) && one.problem.test(problem)),
    );
  }

  function queryProblems(operation: Operation, path: string): string[] {
    const [, query = ''] = path.split('?');
    const known: Json[] = (operation.definition.parameters ?? []).filter(
      (parameter: Json) => parameter.in === 'query',
    );
    return [...new URLSearchParams(query)].flatMap(([name, value]) => {
      const parameter = known.find((one) => one.name === name);
      if (!parameter) return [`query ${name} is not described`];
      const { type } = parameter.schema;
      if (type === 'integer' && !/^\d+$/.test(value)) return [`query ${name} must be integer`];
      if (type === 'boolean' && !/^(true|false)$/.test(value)) {
        return [`query ${name} must be boolean`];
      }
      return [];
    });
  }

  return {
    checkRequest(method, path, body) {
      const operation = find(method, path);
      if (!operation) return [`${method} ${path} is not described in ${version}`];
      const schema = operation.definition.requestBody?.content?.['application/json']?.schema;
      const problems = queryProblems(operation, path);
      if (schema) problems.push(...validate(schema, body));
      else if (body !== undefined) problems.push('no body is described');
      return without(operation, problems);
    },
    checkAnswer(method, path, status, body) {
      const operation = find(method, path);
      if (!operation) return [`${method} ${path} is not described in ${version}`];
      const answer = operation.definition.responses?.[String(status)];
      const schema =
        answer?.content?.['application/json']?.schema ??
        (status >= 400 ? description.components.schemas.error : undefined);
      const problems = answer ? [] : [`status ${status} is not described`];
      if (schema) problems.push(...validate(schema, body));
      return without(operation, problems);
    },
  };
}
