import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ActionContext } from '../actions/context.ts';
import { wakeIfDue } from '../actions/lifecycle.ts';
import { type CallFaults, faultName } from '../faults/matching.ts';
import type { CallFault } from '../faults/plan.ts';
import type { RateLimiter, RateLimitState } from '../rate-limit.ts';
import type { ReadHooks } from '../read-hooks.ts';
import type { MutableCall, Records } from '../records.ts';
import { parseVersion } from '../render/versions.ts';
import type { ApiVersion, Workspace } from '../state/types.ts';
import { type Answer, failure, type Handler, unauthorized } from './answer.ts';
import { createCallRecord, type Rest } from './call-record.ts';
import { cutConnection, leaveHanging } from './cut.ts';
import { faultAnswer, malformed, type RawAnswer, rawAnswer } from './fault-effects.ts';

export type ServeOptions = {
  context: ActionContext;
  records: Records;
  faults: CallFaults;
  limiter: RateLimiter;
  hooks: ReadHooks;
};

/** How a call ends: with an answer, or with none. */
type Ending = RawAnswer | 'cut' | 'hang';

/** Records, authorises, limits, spoils and answers one call. */
export function createServe(options: ServeOptions) {
  const { context, records, faults, limiter, hooks } = options;
  const { world } = context;
  const record = createCallRecord(world.clock, records);

  function end(
    request: FastifyRequest<Rest>,
    reply: FastifyReply,
    call: MutableCall,
    ending: Ending,
    limit?: RateLimitState,
  ): FastifyReply | undefined {
    if (ending === 'cut' || ending === 'hang') {
      record.answered(call, 0);
      if (ending === 'cut') cutConnection(request, reply);
      else leaveHanging(reply);
      return undefined;
    }
    record.answered(call, ending.status);
    reply
      .code(ending.status)
      .header('content-type', ending.contentType)
      .header('date', new Date(world.clock.now()).toUTCString());
    if (limit) {
      reply
        .header('X-RateLimit-Limit', limit.limit)
        .header('X-RateLimit-Remaining', limit.remaining)
        .header('X-RateLimit-Reset', limit.resetAt);
    }
    return reply.headers(ending.headers).send(ending.text);
  }

  /** Runs the route's handler on the state as it is now, snoozes that ran out included. */
  function perform(
    request: FastifyRequest<Rest>,
    call: MutableCall,
    workspace: Workspace,
    version: ApiVersion,
    handler: Handler,
    lagMs: number | undefined,
  ): Answer {
    if (call.path.startsWith('/conversations')) {
      const named = workspace.conversations.get(call.conversationId ?? '');
      for (const one of named ? [named] : workspace.conversations.values()) {
        wakeIfDue(context, workspace, one);
      }
    }
    const answer = handler({
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
    if (call.done) call.doneAt = world.clock.now();
    return answer;
  }

  return async (
    request: FastifyRequest<Rest>,
    reply: FastifyReply,
    handler: Handler,
  ): Promise<FastifyReply | undefined> => {
    const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const workspace = world.workspaceOfToken(token);
    const call = record.arrived(request, workspace);
    if (!workspace) return end(request, reply, call, rawAnswer(unauthorized()));

    const hit = faults.forCall(workspace.appId, call.method, call.path, call.conversationId);
    if (hit.length > 0) call.faults = hit.map(faultName);
    if (hit.some((fault) => fault.kind === 'rate_limited')) limiter.exhaust(workspace);
    const limit = limiter.take(workspace);
    if (limit.exceeded) {
      const refused = failure(429, 'rate_limit_exceeded', 'Exceeded rate limit');
      return end(request, reply, call, rawAnswer(refused), limit);
    }
    const header = request.headers['intercom-version'];
    const version = header === undefined ? workspace.version : parseVersion(String(header));
    if (!version) {
      const refused = failure(400, 'intercom_version_invalid', 'The requested version is unknown');
      return end(request, reply, call, rawAnswer(refused), limit);
    }

    await delays(hit, 'before');
    const instead = endingInstead(hit);
    if (instead) return end(request, reply, call, instead, limit);

    const reads = call.method === 'GET' ? call.conversationId : undefined;
    const nth = reads === undefined ? 0 : hooks.count(workspace, reads);
    if (reads !== undefined) await hooks.run(workspace, reads, nth, 'before');
    const lagMs = hit.find((fault) => fault.kind === 'stale')?.lagMs;
    const answer = perform(request, call, workspace, version, handler, lagMs);
    await delays(hit, 'after');
    const sent = end(request, reply, call, spoiled(answer, hit), limit);
    if (reads !== undefined) await hooks.run(workspace, reads, nth, 'after');
    return sent;
  };
}

async function delays(hit: readonly CallFault[], when: 'before' | 'after'): Promise<void> {
  for (const fault of hit) {
    if (fault.kind === 'delay' && fault.when === when) await sleep(fault.delayMs);
  }
}

/** How the call ends without being done; undefined when it is to be done. */
function endingInstead(hit: readonly CallFault[]): Ending | undefined {
  for (const fault of hit) {
    if (fault.kind === 'before') return faultAnswer(fault);
    if (fault.kind === 'reset') return 'cut';
  }
  return undefined;
}

/** What the caller sees of a thing that was done. */
function spoiled(answer: Answer, hit: readonly CallFault[]): Ending {
  for (const fault of hit) {
    if (fault.kind === 'after') return faultAnswer(fault);
    if (fault.kind === 'malformed') return malformed(answer, fault.body);
    if (fault.kind === 'after_reset') return 'cut';
    if (fault.kind === 'after_timeout') return 'hang';
  }
  return rawAnswer(answer);
}
