import type { Command } from 'commander';

/** Every command of `sidenote`, in the order of its help. */
export const commands: readonly Command[] = [];
