import type { Embedder } from '../../domain/embedder.ts';
import { type LocalModel, type ModelFiles, bgeSmall, dimensions } from './local-model.ts';
import { type ModelProcess, startModelProcess } from './model-process.ts';

export type LocalEmbedder = Embedder & {
  /** Rejects what waits, and ends the model's process. */
  close(): Promise<void>;
};

const closed = (): Error => new Error('The local embedding model is closed');

/** One call of `embed`, on its way. */
type Call = {
  readonly texts: readonly string[];
  readonly vectors: Float32Array[];
  isSettled(): boolean;
  fail(reason: unknown): void;
  finish(): void;
};

/**
 * An embedding model on this machine, for English. It starts with the first call. Calls take turns
 * text by text, so that a question need not wait for a whole import. When the model's process ends,
 * what waits is rejected, and the next call starts it again.
 */
export function createLocalEmbedder(
  files: ModelFiles,
  local: LocalModel = bgeSmall,
  start: (files: ModelFiles, local: LocalModel) => ModelProcess = startModelProcess,
): LocalEmbedder {
  const calls: Call[] = [];
  let running: ModelProcess | null = null;
  let isWorking = false;
  let isClosed = false;

  async function work(): Promise<void> {
    isWorking = true;
    for (let call = calls.shift(); call !== undefined; call = calls.shift()) {
      if (!call.isSettled()) await oneText(call);
    }
    isWorking = false;
  }

  async function oneText(call: Call): Promise<void> {
    const text = call.texts[call.vectors.length];
    if (text === undefined) return call.finish();
    if (isClosed) return call.fail(closed());
    if (running === null || running.hasEnded()) running = start(files, local);
    const model = running;
    try {
      call.vectors.push(await model.vectorOf(text));
      calls.push(call);
    } catch (error) {
      call.fail(error);
      if (!model.hasEnded()) return;
      for (const other of calls.splice(0)) other.fail(error);
    }
  }

  return {
    model: local.name,
    dimensions,
    embed(texts, signal) {
      return new Promise((resolve, reject) => {
        if (isClosed) throw closed();
        signal.throwIfAborted();
        let settled = false;
        const settle = (how: () => void): void => {
          if (settled) return;
          settled = true;
          signal.removeEventListener('abort', giveUp);
          how();
        };
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- the signal's own reason
        const fail = (reason: unknown): void => settle(() => reject(reason));
        const giveUp = (): void => fail(signal.reason);
        const vectors: Float32Array[] = [];
        signal.addEventListener('abort', giveUp, { once: true });
        calls.push({
          texts: [...texts],
          vectors,
          isSettled: () => settled,
          fail,
          finish: () => settle(() => resolve(vectors)),
        });
        if (!isWorking) void work();
      });
    },
    async close() {
      isClosed = true;
      await running?.stop();
      for (const call of calls.splice(0)) call.fail(closed());
    },
  };
}
