import type { ActivityPorts } from './ports.ts';

/** The sources that are to be read now, and in how many real milliseconds to ask again. */
export const dueSources =
  ({ knowledge }: ActivityPorts) =>
  (input: {
    appId: string;
    /** The schedule has not come by: only what failed may be due. */
    failedOnly: boolean;
  }): Promise<{ sources: readonly string[]; nextInMs: number | null }> =>
    knowledge.due(input.appId, input.failedOnly);
