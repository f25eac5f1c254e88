import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { WorkspaceBudgets } from '../domain/budget.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { SpoolSize } from '../domain/ports.ts';
import type { Trouble } from '../domain/trouble.ts';

/** Labels are bounded: a topic that we do not know counts as `other`. */
const knownTopics = new Set([
  'ping',
  'conversation.user.created',
  'conversation.user.replied',
  'conversation.admin.replied',
  'conversation.admin.assigned',
  'conversation.admin.closed',
  'conversation.admin.noted',
  'conversation.admin.opened',
  'conversation.admin.open.assigned',
  'conversation.admin.snoozed',
  'conversation.admin.unsnoozed',
  'conversation.operator.replied',
  'conversation.deleted',
  'conversation_part.redacted',
]);

export type Metrics = {
  /** Prometheus text format, with its content type. */
  render(): Promise<{ contentType: string; text: string }>;
  /** A webhook was answered; `seconds` from its first byte to the answer. */
  webhook(facts: { topic: string | null; status: number; seconds: number }): void;
  /** A notification's fate inside: started, review, recorded, duplicate, … */
  notification(fate: string): void;
  /** A store did not answer a webhook in time. */
  storeFailure(store: 'mongodb' | 'temporal'): void;
  /** What waits on disk now. */
  spool(size: SpoolSize): void;
  /**
   * A wake-up that had waited got further: from the spool into its row, or it was started. `damaged`:
   * a line of the spool that could not be read.
   */
  drained(to: 'row' | 'start' | 'damaged', count?: number): void;
  /** Messages so far, in all processes, that no webhook told of. */
  missedWebhooks(total: number): void;
  /** What stands in the way just now, instead of what stood before. */
  troubles(standing: readonly Trouble[]): void;
  /** How far budgets are used, instead of what was told before. */
  budgets(workspaces: readonly WorkspaceBudgets[]): void;
  /** A decision ended. */
  outcome(outcome: Outcome): void;
};

/** Metrics of one process. `processMetrics`: memory, CPU and event loop as well. */
export function createMetrics(options: { processMetrics?: boolean } = {}): Metrics {
  const registry = new Registry();
  const registers = [registry];
  if (options.processMetrics) collectDefaultMetrics({ register: registry });

  const webhooks = new Counter({
    name: 'sidenote_webhooks_total',
    help: 'Webhooks by topic and HTTP status.',
    labelNames: ['topic', 'status'],
    registers,
  });
  const acknowledgement = new Histogram({
    name: 'sidenote_webhook_ack_seconds',
    help: 'Time until a webhook was answered.',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4],
    registers,
  });
  const fates = new Counter({
    name: 'sidenote_notifications_total',
    help: 'Signed notifications by what was done with them.',
    labelNames: ['fate'],
    registers,
  });
  const failures = new Counter({
    name: 'sidenote_webhook_store_failures_total',
    help: 'Times that a store did not answer a webhook in time.',
    labelNames: ['store'],
    registers,
  });
  const spooled = {
    bytes: new Gauge({
      name: 'sidenote_spool_bytes',
      help: 'Bytes of wake-ups that wait on disk.',
      registers,
    }),
    lines: new Gauge({
      name: 'sidenote_spool_lines',
      help: 'Wake-ups that wait on disk.',
      registers,
    }),
  };
  const drained = new Counter({
    name: 'sidenote_drained_total',
    help: 'Wake-ups that had waited, by where they got to.',
    labelNames: ['to'],
    registers,
  });
  const missed = new Counter({
    name: 'sidenote_missed_webhooks_total',
    help: 'Messages that no webhook told of; of all processes together.',
    registers,
  });
  const outcomes = new Counter({
    name: 'sidenote_outcomes_total',
    help: 'Decisions by outcome and reason.',
    labelNames: ['kind', 'reason'],
    registers,
  });

  const troubleGauge = new Gauge({
    name: 'sidenote_trouble',
    help: 'What workers found not to work: 1 while a breaker is open or Intercom refuses.',
    labelNames: ['service', 'name', 'trouble'],
    registers,
  });

  const budgetLabels = { labelNames: ['workspace', 'scope', 'measure'] as const, registers };
  const budgetUsed = new Gauge({
    name: 'sidenote_budget_used',
    help: 'What is spent or reserved of a budget in its day or month (UTC).',
    ...budgetLabels,
  });
  const budgetLimit = new Gauge({
    name: 'sidenote_budget_limit',
    help: 'The limit of a budget; absent where there is none.',
    ...budgetLabels,
  });

  return {
    render: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
    webhook({ topic, status, seconds }) {
      webhooks.inc({ topic: topicLabel(topic), status });
      acknowledgement.observe(seconds);
    },
    notification: (fate) => fates.inc({ fate }),
    storeFailure: (store) => failures.inc({ store }),
    spool({ bytes, lines }) {
      spooled.bytes.set(bytes);
      spooled.lines.set(lines);
    },
    drained: (to, count = 1) => drained.inc({ to }, count),
    missedWebhooks(total) {
      missed.reset();
      missed.inc(total);
    },
    troubles(standing) {
      troubleGauge.reset();
      for (const trouble of standing) {
        const name = trouble.service === 'model' ? trouble.model : trouble.appId;
        troubleGauge.set({ service: trouble.service, name, trouble: trouble.trouble }, 1);
      }
    },
    budgets(workspaces) {
      budgetUsed.reset();
      budgetLimit.reset();
      for (const { appId, budgets } of workspaces) {
        for (const { scope, measure, used, limit } of budgets) {
          const labels = { workspace: appId, scope, measure };
          budgetUsed.set(labels, used);
          if (limit !== null) budgetLimit.set(labels, limit);
        }
      }
    },
    outcome: (outcome) =>
      outcomes.inc({
        kind: outcome.kind,
        reason: outcome.kind === 'suggested' ? 'none' : outcome.reason,
      }),
  };
}

function topicLabel(topic: string | null): string {
  if (topic === null) return 'none';
  return knownTopics.has(topic) ? topic : 'other';
}
