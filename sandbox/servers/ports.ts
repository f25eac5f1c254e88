import { createServer } from 'node:net';

const attempts = 200;

/**
 * A free port on loopback. `named` is the caller's own: taken, it is an error that names it; 0 asks
 * for any free port. Without it, the first free one from `preferred` upwards.
 */
export async function choosePort(options: {
  readonly what: string;
  readonly named: number | undefined;
  readonly preferred: number;
}): Promise<number> {
  const { what, named, preferred } = options;
  if (named !== undefined) {
    const port = await listenOnce(named);
    if (port !== undefined) return port;
    throw new Error(
      `Port ${named}, named for ${what}, is taken by another program. Stop it or name another port.`,
    );
  }
  for (let port = preferred; port < preferred + attempts; port += 1) {
    if ((await listenOnce(port)) !== undefined) return port;
  }
  throw new Error(`No free port for ${what} from ${preferred} to ${preferred + attempts - 1}.`);
}

function listenOnce(port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(undefined);
      else reject(error);
    });
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      const got = typeof address === 'object' && address !== null ? address.port : port;
      server.close(() => {
        resolve(got);
      });
    });
  });
}
