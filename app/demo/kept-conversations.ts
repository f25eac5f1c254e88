import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { IntercomSimulator } from '../../sandbox/intercom/simulator-types.ts';

/** The newest ones are kept: what is older has long come to its end. */
const mostKept = 50;
const keptSchema = z.array(z.looseObject({ id: z.string() }));

/**
 * Keeps the simulator's conversations in a file, so that a demo that was killed finds them again
 * and its runs in flight can go on. The file is replaced at once, never half written.
 */
export function createKeptConversations(
  folder: string,
  appId: string,
  simulator: IntercomSimulator,
) {
  const file = join(folder, 'conversations.json');
  const write = async (): Promise<void> => {
    const ids = simulator.conversationIds(appId).slice(-mostKept);
    const conversations = ids.map((id) => simulator.conversation(appId, id));
    await writeFile(`${file}.new`, JSON.stringify(conversations.filter(Boolean)));
    await rename(`${file}.new`, file);
  };
  let last: Promise<void> = Promise.resolve();
  return {
    /** Brings back what an earlier demo left; how many conversations. */
    async restore(): Promise<number> {
      const text = await readFile(file, 'utf8').catch(() => '[]');
      const kept = keptSchema.parse(JSON.parse(text));
      for (const conversation of kept) {
        simulator.importConversation({ appId, conversation, shiftSeconds: 0 });
      }
      return kept.length;
    },
    /** One after the other: two would write the same file. */
    save(): Promise<void> {
      last = last.then(write, write);
      return last;
    },
  };
}
