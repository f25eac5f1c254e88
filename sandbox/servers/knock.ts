import { connect } from 'node:net';

/** Resolves when something listens on the port; rejects at once when nothing does. */
export function knock(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port }, () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', reject);
  });
}
