import { z } from 'zod';

/** A sandbox's workspace, as a process of its own is told it on its command line. */
export const workspaceOption = z.object({
  appId: z.string(),
  adminId: z.string(),
  accessToken: z.string(),
  clientSecrets: z.array(z.string()).readonly(),
  baseUrl: z.string(),
  version: z.string(),
  mode: z.enum(['shadow', 'live']).nullable(),
});
