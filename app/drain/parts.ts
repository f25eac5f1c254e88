import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '../../domain/clock.ts';
import type { Deliveries, Runs, Spool } from '../../domain/ports.ts';
import type { Metrics } from '../../server/metrics.ts';
import type { ServerPorts } from '../../server/ports.ts';
import type { OpenRuns } from './places.ts';

/** What the drain works with. */
export type DrainParts = {
  readonly appIds: readonly string[];
  readonly spool: Spool | null;
  readonly deliveries: Deliveries;
  readonly runs: Pick<Runs, 'start' | 'review' | 'readArticle'>;
  readonly gates: ServerPorts['gates'];
  readonly openRuns: OpenRuns;
  /** What had waited is started while fewer runs than this are open. */
  readonly atMostOpen: number;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly log: FastifyBaseLogger;
};
