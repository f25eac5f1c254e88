import { type DestinationStream, type Logger, pino } from 'pino';

/** All that a line may hold besides its message: ids and numbers, never what somebody wrote. */
const allowed = new Set([
  'reqId',
  'method',
  'route',
  'status',
  'ms',
  'appId',
  'conversationId',
  'messageId',
  'notificationId',
  'topic',
  'fate',
  'store',
  'count',
  'port',
  'host',
  'mode',
  'version',
  'check',
  'err',
]);

/**
 * Structured logs by an allow-list: a field that is not on it is dropped, and of an error only its
 * name, code and stack are kept, since messages of drivers quote documents.
 */
export function createLogger(options: { level: string; destination?: DestinationStream }): Logger {
  const settings = {
    level: options.level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { log: onlyAllowed, level: (label: string) => ({ level: label }) },
    serializers: { err: errorFacts },
  };
  return options.destination ? pino(settings, options.destination) : pino(settings);
}

const onlyAllowed = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => allowed.has(name)));

/** What may be logged of an error. */
export function errorFacts(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = 'code' in error && isCode(error.code) ? { code: error.code } : {};
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { name: error.name, ...code, stack: frames.slice(0, 8).map((line) => line.trim()) };
}

const isCode = (code: unknown): code is string | number =>
  typeof code === 'number' || (typeof code === 'string' && /^\w{1,60}$/.test(code));
