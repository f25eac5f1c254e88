import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createRequire } from 'node:module';
import { type ChildAnswer, childAnswer } from './child-answer.ts';
import type { LocalModel, ModelFiles } from './local-model.ts';

/** Loading takes half a second, the longest text a tenth of one; then comes a very busy machine. */
const answerMs = 60_000;
const stopMs = 2_000;

/** A local model, running. Takes one text at a time. */
export type ModelProcess = {
  /** Rejects with a sentence. */
  vectorOf(text: string): Promise<Float32Array>;
  /** It is gone: a new one has to be started. */
  hasEnded(): boolean;
  stop(): Promise<void>;
};

/**
 * Starts the model in a process of its own, which keeps nobody alive and ends with its parent. Not
 * in a thread: native code that fails, or is at work when the process wants to exit, takes all of
 * its process with it.
 */
export function startModelProcess(
  { weights, tokenizer }: ModelFiles,
  { pooling }: LocalModel,
): ModelProcess {
  const script = fileURLToPath(new URL('child.ts', import.meta.url));
  const child = fork(script, [weights, tokenizer, pooling], {
    // By its path, or it would be looked for in the working directory.
    execArgv: ['--import', createRequire(import.meta.url).resolve('tsx')],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    // It reads texts of strangers, and needs no secrets for that.
    env: {},
  });
  let endedBecause: string | null = null;
  let waiting: { hear(answer: ChildAnswer): void; fail(reason: string): void } | null = null;

  const end = (reason: string): void => {
    endedBecause ??= reason;
    waiting?.fail(endedBecause);
  };
  const ended = new Promise<void>((resolve) => {
    child.on('error', (error) => {
      end(`it could not be started: ${error.message}`);
      resolve();
    });
    child.once('exit', (code, signal) => {
      end(`its process ended (${signal ?? code})`);
      resolve();
    });
  });
  child.on('message', (message) => {
    const answer = childAnswer.parse(message);
    if (answer.kind === 'unusable') end(answer.reason);
    else waiting?.hear(answer);
  });
  child.unref();
  child.channel?.unref();

  /** Waits for the next answer; meanwhile, and only then, the process that asks is kept alive. */
  const nextAnswer = (): Promise<ChildAnswer> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        end(`it did not answer within ${answerMs / 1000} s`);
        child.kill('SIGKILL');
      }, answerMs);
      const settle = (): void => {
        clearTimeout(timer);
        child.channel?.unref();
        waiting = null;
      };
      child.channel?.ref();
      waiting = {
        hear(answer) {
          settle();
          resolve(answer);
        },
        fail(reason) {
          settle();
          reject(new Error(`The local embedding model does not work: ${reason}`));
        },
      };
      if (endedBecause !== null) waiting.fail(endedBecause);
    });
  let isLoaded = false;

  return {
    async vectorOf(text) {
      if (!isLoaded) await nextAnswer();
      isLoaded = true;
      const answer = nextAnswer();
      child.send(text, (error) => {
        if (error !== null) end(`its process ended (${error.message})`);
      });
      const heard = await answer;
      if (heard.kind === 'vector') return heard.vector;
      const reason = heard.kind === 'failed' ? heard.reason : 'it answered out of turn';
      throw new Error(`The local embedding model could not read a text: ${reason}`);
    },
    hasEnded: () => endedBecause !== null,
    async stop() {
      end('it was closed');
      if (child.connected) child.disconnect();
      const timer = setTimeout(() => child.kill('SIGKILL'), stopMs);
      child.ref();
      await ended;
      clearTimeout(timer);
    },
  };
}
