import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChaosPlan } from '../../sandbox/chaos/plan.ts';

/** Makes kills in sweeps due as messages are written: a file each, which a worker finds. */
export function createSweepKills({ sweepKills }: Pick<ChaosPlan, 'sweepKills'>, dueFolder: string) {
  const waiting = [...sweepKills].sort((one, other) => one.afterMessages - other.afterMessages);
  return {
    reached(messages: number): void {
      for (let next = waiting[0]; next && next.afterMessages < messages; next = waiting[0]) {
        waiting.shift();
        writeFileSync(join(dueFolder, `${next.name} ${next.point}`), '');
      }
    },
  };
}
