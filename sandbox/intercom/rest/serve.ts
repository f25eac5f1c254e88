import type { FastifyReply, FastifyRequest } from 'fastify';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ActionContext } from '../actions/context.ts';
import { wakeIfDue } from '../actions/lifecycle.ts';
import type { CallFaults } from '../faults/matching.ts';
import type { RateLimiter, RateLimitState } from '../rate-limit.ts';
import type { ReadHooks } from '../read-hooks.ts';
import type { MutableCall, Records } from '../records.ts';
import { parseVersion } from '../render/versions.ts';
import type { Workspace } from '../state/types.ts';
import { type Answer, failure, type Handler, notFound, unauthorized } from './answer.ts';
import { cutConnection, leaveHanging } from './cut.ts';
import { faultAnswer, malformed, type RawAnswer, rawAnswer } from './fault-effects.ts';

export type ServeOptions = {
  context: ActionContext;
  records: Records;
  faults: CallFaults;
  limiter: RateLimiter;
  hooks: ReadHooks;
};

export type Rest = {
  Params: Record<string, string>;
  Querystring: Record<string, string | string[]>;
};

const readsOneConversation = (call: MutableCall) =>
  call.method === 'GET' && call.conversationId !== undefined;

/** Records, authorises, limits, spoils and answers one call. */
export function createServe(options: ServeOptions) {
  const { context, records, faults, limiter, hooks } = options;
  const { world } = context;

  function record(request: FastifyRequest<Rest>, workspace: Workspace | undefined): MutableCall {
    const [path = '/'] = request.url.split('?');
    const conversationId = /^\/conversations\/(?!search$|redact$)([^/]+)/.exec(path)?.[1];
    const startedAt = world.clock.now();
    const call: MutableCall = {
      at: startedAt,
      appId: workspace?.appId ?? null,
      method: request.method,
      path,
      query: Object.fromEntries(
        Object.entries(request.query).map(([name, value]) => [name, String(value)]),
      ),
      body: request.body ?? undefined,
      ...(conversationId === undefined ? {} : { conversationId }),
      startedAt,
      status: 0,
      done: false,
    };
    records.calls.push(call);
    records.log('call', { number: records.calls.length, ...call });
    return call;
  }

  function finish(call: MutableCall, status: number): void {
    call.status = status;
    call.finishedAt = world.clock.now();
    records.log('answer', { call: call.path, at: call.at, status, done: call.done });
  }

  function send(reply: FastifyReply, call: MutableCall, answer: RawAnswer, limit?: RateLimitState) {
    finish(call, answer.status);
    reply.code(answer.status).header('content-type', answer.contentType);
    if (limit) {
      reply
        .header('X-RateLimit-Limit', limit.limit)
        .header('X-RateLimit-Remaining', limit.remaining)
        .header('X-RateLimit-Reset', limit.resetAt);
    }
    return reply.headers(answer.headers).send(answer.text);
  }

  return async (
    request: FastifyRequest<Rest>,
    reply: FastifyReply,
    handler: Handler,
  ): Promise<FastifyReply | undefined> => {
    const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const workspace = world.workspaceOfToken(token);
    const call = record(request, workspace);
    if (!workspace) return send(reply, call, rawAnswer(unauthorized()));

    const header = request.headers['intercom-version'];
    const version = header === undefined ? workspace.version : parseVersion(String(header));
    const hit = faults.forCall(workspace.appId, call.method, call.path);
    if (hit.some((fault) => fault.kind === 'rate_limited')) limiter.exhaust(workspace);
    const limit = limiter.take(workspace);
    if (limit.exceeded) {
      const refused = failure(429, 'rate_limit_exceeded', 'Exceeded rate limit');
      return send(reply, call, rawAnswer(refused), limit);
    }
    if (!version) {
      const refused = failure(400, 'intercom_version_invalid', 'The requested version is unknown');
      return send(reply, call, rawAnswer(refused), limit);
    }

    for (const fault of hit) {
      if (fault.kind === 'delay' && fault.when === 'before') await sleep(fault.delayMs);
    }
    for (const fault of hit) {
      if (fault.kind === 'before') return send(reply, call, faultAnswer(fault), limit);
      if (fault.kind === 'reset') {
        finish(call, 0);
        cutConnection(request, reply);
        return undefined;
      }
    }

    const reads = readsOneConversation(call) ? call.conversationId : undefined;
    const nth = reads === undefined ? 0 : hooks.count(workspace, reads);
    if (reads !== undefined) await hooks.run(workspace, reads, nth, 'before');
    const named = workspace.conversations.get(call.conversationId ?? '');
    const concerned = named ? [named] : workspace.conversations.values();
    if (call.path.startsWith('/conversations')) {
      for (const one of concerned) wakeIfDue(context, workspace, one);
    }
    const lagMs = hit.find((fault) => fault.kind === 'stale')?.lagMs;
    const answer: Answer = handler({
      context,
      workspace,
      version,
      params: request.params,
      query: call.query,
      body: request.body,
      readConversation: (id) =>
        lagMs === undefined
          ? workspace.conversations.get(id)
          : world.conversationBefore(workspace, id, lagMs),
    });
    call.done = answer.status < 400;

    for (const fault of hit) {
      if (fault.kind === 'delay' && fault.when === 'after') await sleep(fault.delayMs);
    }
    let shown = rawAnswer(answer);
    for (const fault of hit) {
      if (fault.kind === 'after') shown = faultAnswer(fault);
      if (fault.kind === 'malformed') shown = malformed(answer, fault.body);
      if (fault.kind === 'after_reset' || fault.kind === 'after_timeout') {
        finish(call, 0);
        if (fault.kind === 'after_reset') cutConnection(request, reply);
        else leaveHanging(reply);
        return undefined;
      }
    }
    send(reply, call, shown, limit);
    if (reads !== undefined) await hooks.run(workspace, reads, nth, 'after');
    return reply;
  };
}

export const unknownPath: Handler = () => notFound();
