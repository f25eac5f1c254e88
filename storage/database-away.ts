import {
  MongoNetworkError,
  MongoNotConnectedError,
  MongoOperationTimeoutError,
  MongoServerError,
  MongoServerSelectionError,
  MongoTopologyClosedError,
} from 'mongodb';

/** What a server answers that is going down, or has handed its place to another. */
const leaving: ReadonlySet<unknown> = new Set([91, 189, 10107, 11600, 11602, 13435, 13436]);

/**
 * Says an error that nobody answers at the database, or nobody who may write? Waiting helps then; it
 * does not where the database refuses who asks, or what is asked. Looks at causes too.
 */
export const isDatabaseAway = (error: unknown): boolean =>
  error instanceof MongoNetworkError ||
  error instanceof MongoServerSelectionError ||
  error instanceof MongoTopologyClosedError ||
  error instanceof MongoNotConnectedError ||
  error instanceof MongoOperationTimeoutError ||
  (error instanceof MongoServerError && leaving.has(error.code)) ||
  (error instanceof Error && (isUnresolved(error) || isDatabaseAway(error.cause)));

/** Nobody told where `mongodb+srv://` leads to. */
const isUnresolved = (error: Error): boolean => 'syscall' in error && error.syscall === 'querySrv';
