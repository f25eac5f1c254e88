import { once } from 'node:events';
import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { realClock } from '../../app/clocks.ts';
import { findServers, openServers } from '../../app/local-servers.ts';
import { findRunningServers, noteRunningServers } from '../../app/running-servers.ts';
import { keepSecretFile } from '../../app/secret-file.ts';
import { serve } from '../../app/serve.ts';
import { createTemporalUi } from '../../app/temporal-ui.ts';
import { loadConfig } from '../../config/load.ts';
import type { IntercomSimulator } from '../../sandbox/intercom/simulator-types.ts';
import { startIntercomSimulator } from '../../sandbox/intercom/simulator.ts';

let simulator: IntercomSimulator;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sidenote-serve-'));
  simulator = await startIntercomSimulator({ clock: realClock });
  const workspace = { appId: 'abc', token: 'tok', clientSecret: 'cs', adminId: '9' };
  simulator.createWorkspace(workspace);
});
afterAll(() => simulator.stop());

const optionsWith = (environment: Record<string, string>) => ({
  config: loadConfig(environment),
  environment,
  folder,
  report: () => undefined,
});

const environment = () => {
  const mongodb = new URL(inject('mongodbUri'));
  mongodb.pathname = `/serve_${process.pid}`;
  return {
    INTERCOM_ACCESS_TOKEN: 'tok',
    INTERCOM_CLIENT_SECRET: 'cs',
    INTERCOM_APP_ID: 'abc',
    INTERCOM_ADMIN_ID: '9',
    INTERCOM_BASE_URL: simulator.url,
    TEMPORAL_ADDRESS: inject('temporalAddress'),
    MONGODB_URI: mongodb.href,
    SIDENOTE_EMBEDDINGS: 'none',
    PORT: '0',
    LOG_LEVEL: 'silent',
  };
};

async function takePort(port: number): Promise<number> {
  const server = createServer().listen(port, '127.0.0.1');
  await Promise.race([once(server, 'listening'), once(server, 'error')]);
  onTestFinished(() => {
    server.close();
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

describe('serve', () => {
  it('serves by the environment alone, says what it will write, and keeps what verify found', async () => {
    const serving = await serve({ ...optionsWith(environment()), parts: 'web' });
    try {
      const lines = serving.lines.join('\n');
      expect(lines).toContain('shadow: nothing will be written to Intercom');
      expect(lines).toMatch(/kept in .*\/secret/);
      expect(lines).toMatch(/Look up a conversation: http/);
      expect(lines).toMatch(/Webhook address: http:\/\/127\.0\.0\.1:\d+\/webhooks\/intercom/);
      const ready = await fetch(`${serving.web?.url}/ready`);
      expect(ready.status).toBe(200);
      const { checks } = JSON.parse(await ready.text());
      expect(checks).toContainEqual(expect.objectContaining({ name: 'token', status: 'ok' }));

      const port = String(serving.web?.port);
      const taken = serve({ ...optionsWith({ ...environment(), PORT: port }), parts: 'web' });
      await expect(taken).rejects.toThrow('set PORT');
    } finally {
      await serving.stop();
    }
    await expect(fetch(`${serving.web?.url}/live`)).rejects.toThrow();
  });

  it('says live when the environment does, and where webhooks go', async () => {
    const live = {
      ...environment(),
      SIDENOTE_MODE: 'live',
      SIDENOTE_SECRET: 's'.repeat(32),
      PUBLIC_URL: 'http://127.0.0.1:1',
    };
    const serving = await serve({ ...optionsWith(live), parts: 'both' });
    await serving.stop();
    const lines = serving.lines.join('\n');
    expect(lines).toContain(
      'live: internal notes and the tag opencx_ai_assisted will be written to workspace abc',
    );
    expect(lines).toContain('paste into the Developer Hub: http://127.0.0.1:1/webhooks/intercom');
    expect(lines).not.toContain('secret');
  });

  it('names all that is missing before anything is started', async () => {
    const serving = serve({ ...optionsWith({}), parts: 'both' });
    await expect(serving).rejects.toThrow(/INTERCOM_ACCESS_TOKEN[\s\S]*INTERCOM_ADMIN_ID/);
  });
});

describe('servers', () => {
  it('are never started in production', async () => {
    expect(() => loadConfig({ NODE_ENV: 'production' })).toThrow('TEMPORAL_ADDRESS');
    const options = optionsWith({});
    const config = { ...options.config, production: true };
    await expect(openServers({ ...options, config })).rejects.toThrow('MONGODB_URI');
  });

  it('of another process are found while they answer', async () => {
    const address = inject('temporalAddress');
    const temporal = { address, namespace: 'default', uiUrl: 'http://ui' };
    const mongodb = { uri: 'mongodb://127.0.0.1:1/' };
    const place = await mkdtemp(join(tmpdir(), 'sidenote-servers-'));
    await noteRunningServers(place, { temporal, mongodb });
    expect(await findRunningServers(place)).toEqual({ temporal, mongodb: null });
    const found = await findServers({ ...optionsWith({}), folder: place });
    expect(found).toMatchObject({ temporal: { address }, mongodbUri: null });
    await writeFile(join(place, 'servers.json'), 'nonsense');
    expect(await findRunningServers(place)).toEqual({ temporal: null, mongodb: null });
  });
});

it('keeps one secret, for its owner only, also when two make it at once', async () => {
  const place = join(await mkdtemp(join(tmpdir(), 'sidenote-secret-')), 'new');
  const [one, other] = await Promise.all([keepSecretFile(place), keepSecretFile(place)]);
  expect(one.secret).toBe(other.secret);
  expect([one.made, other.made].sort()).toEqual([false, true]);
  expect((await stat(join(place, 'secret'))).mode & 0o777).toBe(0o600);
  expect((await readFile(join(place, 'secret'), 'utf8')).trim()).toBe(one.secret);
});

it('writes ids into addresses of Temporal’s interface as they are', () => {
  const ui = createTemporalUi('http://ui', 'default');
  expect(ui.runUrl('assist:a:1:part-2', 'r')).toBe(
    'http://ui/namespaces/default/workflows/assist%3Aa%3A1%3Apart-2/r/history',
  );
  expect(createTemporalUi(null, 'default').runUrl('a', 'r')).toBeNull();
});

describe('the port of the web process', () => {
  it('ends with the name of a taken port that was named', async () => {
    const port = await takePort(0);
    const named = { ...environment(), PORT: String(port) };
    await expect(serve({ ...optionsWith(named), parts: 'web' })).rejects.toThrow(
      `Port ${port}, for the web process, is taken by another program. Stop it or set PORT.`,
    );
  });

  it('moves on from a taken port that nobody named, and says so', async () => {
    await takePort(3000);
    const named = Object.entries(environment());
    const rest = Object.fromEntries(named.filter(([name]) => name !== 'PORT'));
    const said: string[] = [];
    const report = (line: string) => said.push(line);
    const serving = await serve({ ...optionsWith(rest), report, parts: 'web' });
    try {
      const port = Number(new URL(serving.web?.url ?? '').port);
      expect(port).toBeGreaterThan(3000);
      expect(said).toContain(
        `Port 3000 is taken: the web process listens on ${port} (PORT names another)`,
      );
      expect(serving.lines.join('\n')).toContain(`http://127.0.0.1:${port}/webhooks/intercom`);
    } finally {
      await serving.stop();
    }
  });
});
