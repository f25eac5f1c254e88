import type { JsonOption } from './json.ts';

/** What `demo` takes. */
export type DemoOptions = JsonOption & {
  readonly once?: boolean;
  readonly kb?: string;
  readonly script?: string;
  readonly deliveries?: string;
  readonly scale: number;
  readonly port?: number;
  readonly reset?: boolean;
  readonly useOpenai?: boolean;
  readonly useMongodb?: boolean;
  readonly useTemporal?: boolean;
};
