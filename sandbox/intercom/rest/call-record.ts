import type { FastifyRequest } from 'fastify';
import type { Clock } from '../../../domain/clock.ts';
import type { MutableCall, Records } from '../records.ts';
import type { Workspace } from '../state/types.ts';

/** What Fastify gives of a call. */
export type Rest = {
  Params: Record<string, string>;
  Querystring: Record<string, string | string[]>;
};

/** Writes calls down as they arrive and again as they are answered. */
export function createCallRecord(clock: Clock, records: Records) {
  return {
    arrived(request: FastifyRequest<Rest>, workspace: Workspace | undefined): MutableCall {
      const [path = '/'] = request.url.split('?');
      const conversationId = /^\/conversations\/(?!search$|redact$)([^/]+)/.exec(path)?.[1];
      const startedAt = clock.now();
      const about = request.headers['x-simulator-about'];
      const call: MutableCall = {
        number: records.calls.length + 1,
        at: startedAt,
        appId: workspace?.appId ?? null,
        method: request.method,
        path,
        query: Object.fromEntries(
          Object.entries(request.query).map(([name, value]) => [name, String(value)]),
        ),
        body: request.body ?? undefined,
        ...(conversationId === undefined ? {} : { conversationId }),
        ...(typeof about === 'string' ? { about } : {}),
        startedAt,
        status: 0,
        done: false,
      };
      records.calls.push(call);
      records.log('call', call);
      return call;
    },
    /** `status` 0: the connection was cut or is left hanging. */
    answered(call: MutableCall, status: number): void {
      call.status = status;
      call.finishedAt = clock.now();
      const { number, method, path, done, doneAt, finishedAt, faults } = call;
      records.log('answer', { number, method, path, status, done, doneAt, finishedAt, faults });
    },
  };
}
