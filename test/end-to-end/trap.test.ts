import { type ExecFileException, execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type Server, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hostEnvironment } from '../../config/environment.ts';
import { variables } from '../../config/schema.ts';

const command = fileURLToPath(new URL('../../bin/sidenote.js', import.meta.url));

const script = {
  conversations: [
    {
      name: 'one question',
      assigned: { teammate: 'Jane Agent' },
      events: [
        {
          type: 'customer',
          text: 'How do I export my time entries?',
          expect: { outcome: 'suggested' },
        },
      ],
      expect: { notes: 1 },
    },
  ],
};

/** Every name of the product, each pointing at the trap where it can point anywhere. */
function namesFor(port: number, folder: string): Record<string, string> {
  const url = `http://127.0.0.1:${port}`;
  return {
    INTERCOM_ACCESS_TOKEN: 'trap-token',
    INTERCOM_CLIENT_SECRET: 'trap-secret',
    INTERCOM_APP_ID: 'trap',
    INTERCOM_ADMIN_ID: '1',
    INTERCOM_REGION: 'eu',
    INTERCOM_BASE_URL: url,
    INTERCOM_VERSION: '2.11',
    TEMPORAL_ADDRESS: `127.0.0.1:${port}`,
    TEMPORAL_NAMESPACE: 'trap',
    TEMPORAL_API_KEY: 'trap-key',
    TEMPORAL_TLS: '1',
    TEMPORAL_TLS_CLIENT_CERT_PATH: join(folder, 'no-certificate'),
    TEMPORAL_TLS_CLIENT_KEY_PATH: join(folder, 'no-key'),
    TEMPORAL_TLS_SERVER_CA_CERT_PATH: join(folder, 'no-authority'),
    TEMPORAL_TLS_SERVER_NAME: 'trap',
    MONGODB_URI: `mongodb://127.0.0.1:${port}/trap?directConnection=true`,
    OPENAI_API_KEY: 'trap-key',
    OPENAI_BASE_URL: `${url}/v1`,
    OPENAI_MODEL: 'trap',
    OPENAI_TOPIC_MODEL: 'trap',
    OPENAI_EMBEDDING_MODEL: 'trap',
    PORT: String(port),
    HOST: '127.0.0.1',
    PUBLIC_URL: url,
    LOG_LEVEL: 'trace',
    NODE_ENV: 'production',
    SIDENOTE_SECRET: 'x'.repeat(32),
    SIDENOTE_EMBEDDINGS: 'openai',
    SIDENOTE_EMBEDDING_MODEL_DIR: join(folder, 'model'),
    SIDENOTE_SPOOL_DIR: join(folder, 'spool'),
    SIDENOTE_SPOOL_MB: '1',
    SIDENOTE_OPEN_RUNS: '1',
    SIDENOTE_SWEEP_SECONDS: '3600',
    SIDENOTE_KNOWLEDGE_SECONDS: '3600',
    SIDENOTE_SITES_SECONDS: '3600',
    SIDENOTE_POLL_SECONDS: '3600',
    SIDENOTE_MODE: 'shadow',
    SIDENOTE_OFFLINE: '0',
    SIDENOTE_BUILD_ID: 'trap',
  };
}

let folder: string;
let trap: Server;
let port: number;
let connections: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sidenote-trap-'));
  connections = 0;
  trap = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => trap.listen(0, '127.0.0.1', resolve));
  const address = trap.address();
  port = typeof address === 'object' && address ? address.port : 0;
  await writeFile(join(folder, 'script.json'), JSON.stringify(script));
});
afterEach(async () => {
  await new Promise((resolve) => trap.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

type Ended = { code: number; output: string };

/** Runs `sidenote` with the trap's folder as its working directory. */
const sidenote = (args: string[], environment: Record<string, string | undefined>) =>
  new Promise<Ended>((resolve) => {
    const options = { cwd: folder, env: { ...hostEnvironment(), ...environment } };
    const ended = (error: ExecFileException | null, stdout: string, stderr: string): void =>
      resolve({ code: Number(error?.code ?? 0), output: `${stdout}\n${stderr}` });
    execFile(process.execPath, [command, ...args], options, ended);
  });

const writeDotEnv = () =>
  writeFile(
    join(folder, '.env'),
    Object.entries(namesFor(port, folder))
      .map(([name, value]) => `${name}=${value}`)
      .join('\n'),
  );

const demo = ['demo', '--once', '--script', 'script.json'];

describe('with every name of the product at a trap', () => {
  it('there is no name that it forgets', () => {
    expect(Object.keys(namesFor(port, folder)).sort()).toEqual(Object.keys(variables).sort());
  });

  it('the demo connects to its own servers only', { timeout: 120_000 }, async () => {
    const { code, output } = await sidenote(demo, namesFor(port, folder));
    expect(code, output).toBe(0);
    expect(output).toContain('suggested');
    expect(connections).toBe(0);
  });

  it('the demo does not read .env either', { timeout: 120_000 }, async () => {
    await writeDotEnv();
    const { code, output } = await sidenote(demo, {});
    expect(code, output).toBe(0);
    expect(connections).toBe(0);
  });

  it('the trap would notice: what serves a real workspace does connect', async () => {
    await writeDotEnv();
    const withoutCertificates = {
      ...{ TEMPORAL_TLS: '0', TEMPORAL_API_KEY: '', TEMPORAL_TLS_SERVER_NAME: '' },
      ...{ TEMPORAL_TLS_CLIENT_CERT_PATH: '', TEMPORAL_TLS_CLIENT_KEY_PATH: '' },
      TEMPORAL_TLS_SERVER_CA_CERT_PATH: '',
    };
    await sidenote(['verify'], withoutCertificates);
    expect(connections).toBeGreaterThan(0);
  });
});
