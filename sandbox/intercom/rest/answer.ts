import { randomUUID } from 'node:crypto';
import type { ActionContext } from '../actions/context.ts';
import type { ApiVersion, Conversation, Workspace } from '../state/types.ts';

export type Answer = { status: number; body: unknown };

/** One call, authorised and parsed: what a route's handler works with. */
export type Call = {
  context: ActionContext;
  workspace: Workspace;
  version: ApiVersion;
  params: Readonly<Record<string, string>>;
  query: Readonly<Record<string, string>>;
  body: unknown;
  /** For reading: may be a state of some time ago when the fault plan says so. */
  readConversation(id: string): Conversation | undefined;
};

export type Handler = (call: Call) => Answer;

export type Route = {
  method: 'GET' | 'POST' | 'DELETE';
  /** Fastify's notation. */
  path: string;
  handler: Handler;
};

export const ok = (body: unknown): Answer => ({ status: 200, body });

/** An error in Intercom's shape. */
export function failure(status: number, code: string, message: string, field?: string): Answer {
  return {
    status,
    body: {
      type: 'error.list',
      request_id: randomUUID(),
      errors: [{ code, message, ...(field === undefined ? {} : { field }) }],
    },
  };
}

export const unauthorized = () => failure(401, 'unauthorized', 'Access Token Invalid');
export const notFound = () => failure(404, 'not_found', 'Resource Not Found');
