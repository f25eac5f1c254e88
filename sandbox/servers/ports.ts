import { createServer } from 'node:net';

const attempts = 200;

/**
 * A free port. `named` is the caller's own: taken, it is an error that names it; 0 asks
 * for any free port. Without it, the first free one from `preferred` upwards.
 */
export async function choosePort(options: {
  readonly what: string;
  readonly named: number | undefined;
  readonly preferred: number;
  /** Default: 127.0.0.1. */
  readonly host?: string;
}): Promise<number> {
  const { what, named, preferred, host = '127.0.0.1' } = options;
  if (named !== undefined) {
    const port = await listenOnce(named, host);
    if (typeof port === 'number') return port;
    throw new Error(
      port === 'taken'
        ? `Port ${named}, named for ${what}, is taken by another program. Stop it or name another port.`
        : `Port ${named}, named for ${what}, may not be used by this user. Name another one, above 1023.`,
    );
  }
  for (let port = preferred; port < preferred + attempts; port += 1) {
    if (typeof (await listenOnce(port, host)) === 'number') return port;
  }
  throw new Error(`No free port for ${what} from ${preferred} to ${preferred + attempts - 1}.`);
}

function listenOnce(port: number, host: string): Promise<number | 'taken' | 'forbidden'> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve('taken');
      else if (error.code === 'EACCES') resolve('forbidden');
      else reject(error);
    });
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      const got = typeof address === 'object' && address !== null ? address.port : port;
      server.close(() => {
        resolve(got);
      });
    });
  });
}
