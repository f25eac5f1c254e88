import type { Workspace } from './state/types.ts';

export type ReadHook = {
  appId: string;
  conversationId: string;
  /** From 1: counted over all reads of the conversation since it began. */
  nth: number;
  /** Whether the callback runs before the answer is made, or once it was sent. */
  when: 'before' | 'after';
  callback: () => void | Promise<void>;
};

/** Lets a script act at the nth read of a conversation. */
export function createReadHooks() {
  let hooks: ReadHook[] = [];
  return {
    add(hook: ReadHook): void {
      hooks.push(hook);
    },
    /** Counts this read. */
    count(workspace: Workspace, conversationId: string): number {
      const conversation = workspace.conversations.get(conversationId);
      if (!conversation) return 0;
      conversation.reads += 1;
      return conversation.reads;
    },
    async run(
      workspace: Workspace,
      conversationId: string,
      nth: number,
      when: ReadHook['when'],
    ): Promise<void> {
      if (hooks.length === 0) return;
      const due = hooks.filter(
        (hook) =>
          hook.appId === workspace.appId &&
          hook.conversationId === conversationId &&
          hook.nth === nth &&
          hook.when === when,
      );
      hooks = hooks.filter((hook) => !due.includes(hook));
      for (const hook of due) await hook.callback();
    },
  };
}

export type ReadHooks = ReturnType<typeof createReadHooks>;
