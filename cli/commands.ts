import type { Command } from 'commander';

import { againCommand } from './again.ts';
import { benchCommand } from './bench.ts';
import { chaosCommand } from './chaos.ts';
import { demoCommand } from './demo.ts';
import { evalCommand } from './eval.ts';
import { explainCommand } from './explain.ts';
import { historyCommand } from './history.ts';
import { kbCommand } from './kb.ts';
import { previewCommand } from './preview.ts';
import { promoteCommand } from './promote.ts';
import { replayCommand } from './replay.ts';
import { sandboxCommand } from './sandbox.ts';
import { settingsCommand } from './settings.ts';
import { startCommand, webCommand, workerCommand } from './start.ts';
import { verifyCommand } from './verify.ts';

/** Every command of `sidenote`, in the order of its help. */
export const commands: readonly Command[] = [
  demoCommand,
  previewCommand,
  startCommand,
  webCommand,
  workerCommand,
  promoteCommand,
  verifyCommand,
  explainCommand,
  againCommand,
  replayCommand,
  historyCommand,
  kbCommand,
  settingsCommand,
  benchCommand,
  evalCommand,
  sandboxCommand,
  chaosCommand,
];
