import { type Server, type Socket, connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * How a proxy treats its connections, the open ones and those that come:
 * - `pass`: forwards both ways
 * - `delay`: the same, each piece of an answer late by so many real milliseconds
 * - `reset`: cuts open connections, and new ones as soon as they are made
 * - `black_hole`: takes connections and bytes and never answers
 * - `cut_after_forward`: forwards what is asked and cuts the connection instead of answering: it was
 *   done, and nobody hears of it
 */
export type ProxyMode =
  | { readonly kind: 'pass' }
  | { readonly kind: 'delay'; readonly delayMs: number }
  | { readonly kind: 'reset' }
  | { readonly kind: 'black_hole' }
  | { readonly kind: 'cut_after_forward' };

export type TcpProxy = {
  readonly port: number;
  /** `127.0.0.1:port`. */
  readonly address: string;
  setMode(mode: ProxyMode): void;
  stop(): Promise<void>;
};

/**
 * Stands between a client and a server on this machine, and fails as it is told. `modeFor` sees each
 * piece that a client sends and may choose how that one is answered; null: as the proxy's mode says.
 */
export async function startTcpProxy(
  target: { readonly host: string; readonly port: number },
  modeFor: (request: Buffer) => ProxyMode | null = () => null,
): Promise<TcpProxy> {
  let mode: ProxyMode = { kind: 'pass' };
  const sockets = new Set<Socket>();

  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
    return socket;
  };

  const server: Server = createServer((client) => {
    keep(client);
    if (mode.kind === 'reset') {
      client.resetAndDestroy();
      return;
    }
    const upstream = keep(connect(target));
    client.once('close', () => upstream.destroy());
    upstream.once('close', () => client.destroy());

    let chosen: ProxyMode | null = null;
    client.on('data', (piece) => {
      chosen = modeFor(piece);
      if ((chosen ?? mode).kind !== 'black_hole') upstream.write(piece);
    });
    // One after the other, so that a delay keeps the order of the pieces.
    let answered = Promise.resolve();
    upstream.on('data', (piece) => {
      answered = answered.then(() => answer(client, piece, () => chosen ?? mode));
    });
  });

  async function answer(client: Socket, piece: Buffer, now: () => ProxyMode): Promise<void> {
    const before = now();
    if (before.kind === 'delay') await sleep(before.delayMs);
    switch (now().kind) {
      case 'pass':
      case 'delay':
        client.write(piece);
        return;
      case 'black_hole':
        return;
      case 'reset':
      case 'cut_after_forward':
        client.resetAndDestroy();
    }
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const listening = server.address();
  const port = typeof listening === 'object' && listening ? listening.port : 0;
  return {
    port,
    address: `127.0.0.1:${port}`,
    setMode(next) {
      // Whoever waits on a black hole would wait for ever once it is gone.
      const cuts = next.kind === 'reset' || mode.kind === 'black_hole';
      mode = next;
      if (cuts) for (const socket of sockets) socket.resetAndDestroy();
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
