import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Clock } from '../../../domain/clock.ts';
import {
  type SimulatorOptions,
  startIntercomSimulator,
} from '../../../sandbox/intercom/simulator.ts';

/** A clock set by hand; waits take `speed` times less than they say. */
export function handClock(
  startMs = 1_734_537_511_000,
  speed = 1000,
): Clock & { pass(ms: number): void } {
  let now = startMs;
  return {
    now: () => now,
    realMs: (productMs) => productMs / speed,
    productMs: (realMs) => realMs * speed,
    pass(ms) {
      now += ms;
    },
  };
}

export const shop = { appId: 'shop', token: 'token-shop', clientSecret: 'secret', adminId: '900' };

/** Parsed JSON whose shape a test asserts by using it. */
export type Json = ReturnType<typeof JSON.parse>;

export type Received = { headers: http.IncomingHttpHeaders; body: string; json: Json };

/** A webhook endpoint; `answer` gives the status for the nth request, or null to never answer. */
export async function startReceiver(answer: (nth: number) => number | null = () => 200) {
  const received: Received[] = [];
  const server = http.createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      if (request.method !== 'HEAD') {
        received.push({ headers: request.headers, body, json: JSON.parse(body) });
      }
      const status = answer(received.length);
      if (status === null) return;
      response.statusCode = status;
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/intercom`;
  return { url, received };
}

/** A running simulator with one workspace, a teammate, a team and a customer. */
export async function startShop(
  workspace: Partial<
    Parameters<Awaited<ReturnType<typeof startIntercomSimulator>>['createWorkspace']>[0]
  > = {},
  options: Partial<SimulatorOptions> = {},
) {
  const clock = handClock();
  const simulator = await startIntercomSimulator({ clock, ...options });
  onTestFinished(() => simulator.stop());
  const { appId } = shop;
  simulator.createWorkspace({ ...shop, ...workspace });
  const teammateId = simulator.addTeammate({ appId, name: 'Sam Agent' });
  const teamId = simulator.addTeam({ appId, name: 'Support', adminIds: [teammateId] });
  const contactId = simulator.addContact({
    appId,
    name: 'Dana Example',
    email: 'dana@customer.example',
  });
  const call = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) => {
    const response = await fetch(simulator.url + path, {
      method,
      headers: {
        authorization: `Bearer ${shop.token}`,
        'content-type': 'application/json',
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    let json: Json;
    try {
      json = JSON.parse(text);
    } catch {
      json = undefined;
    }
    return { status: response.status, headers: response.headers, text, json };
  };
  const start = (more: Partial<Parameters<typeof simulator.startConversation>[0]> = {}) =>
    simulator.startConversation({ appId, contactId, body: 'How do I change my card?', ...more })
      .conversationId;
  const note = (conversationId: string, body = '<p>draft</p>') =>
    call('POST', `/conversations/${conversationId}/reply`, {
      message_type: 'note',
      type: 'admin',
      admin_id: shop.adminId,
      body,
    });
  return { simulator, clock, appId, teammateId, teamId, contactId, call, start, note };
}
