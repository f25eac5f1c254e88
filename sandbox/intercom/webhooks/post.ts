import { createHmac } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';

export type Posted = { status: number; latencyMs: number };

/** Value of `X-Hub-Signature`: HMAC-SHA1 over the raw body with the client secret. */
export function signatureOf(body: string, clientSecret: string): string {
  return `sha1=${createHmac('sha1', clientSecret).update(body).digest('hex')}`;
}

/** Sends notifications over connections that stay open. */
export function createPoster() {
  const agents = {
    http: new http.Agent({ keepAlive: true, maxSockets: 64 }),
    https: new https.Agent({ keepAlive: true, maxSockets: 64 }),
  };

  function once(
    method: 'POST' | 'HEAD',
    url: URL,
    headers: Record<string, string>,
    body: string,
    timeoutMs: number,
  ): Promise<Posted & { worthAnother: boolean }> {
    return new Promise((resolve) => {
      const started = performance.now();
      const secure = url.protocol === 'https:';
      const request = (secure ? https : http).request(
        url,
        { method, headers, agent: secure ? agents.https : agents.http },
        (response) => {
          clearTimeout(timer);
          response.resume();
          const latencyMs = performance.now() - started;
          resolve({ status: response.statusCode ?? 0, latencyMs, worthAnother: false });
        },
      );
      const timer = setTimeout(() => request.destroy(), timeoutMs);
      request.on('error', () => {
        clearTimeout(timer);
        const latencyMs = performance.now() - started;
        // A kept connection that the other side had closed meanwhile is no failed delivery.
        const worthAnother = request.reusedSocket && latencyMs < timeoutMs;
        resolve({ status: 0, latencyMs, worthAnother });
      });
      request.end(body);
    });
  }

  return {
    async post(url: string, body: string, signature: string, timeoutMs: number): Promise<Posted> {
      const headers = {
        'User-Agent': 'intercom-parrot-service-client/1.0',
        Accept: 'application/json',
        'Content-Type': 'application/json',
        'Content-Length': String(Buffer.byteLength(body)),
        'X-Hub-Signature': signature,
      };
      const first = await once('POST', new URL(url), headers, body, timeoutMs);
      return first.worthAnother ? once('POST', new URL(url), headers, body, timeoutMs) : first;
    },
    /** What Intercom asks of an address before it accepts it. */
    head: (url: string, timeoutMs: number) => once('HEAD', new URL(url), {}, '', timeoutMs),
    close(): void {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

export type Poster = ReturnType<typeof createPoster>;
