import type { Clock } from '../domain/clock.ts';
import { ModelFailure } from '../domain/failure.ts';
import type { ProviderListener } from '../domain/trouble.ts';
import {
  type Breaker,
  type BreakerCause,
  admit,
  afterAbandoning,
  afterFailure,
  closedBreaker,
} from './breaker.ts';

export type Breakers = {
  /** Makes the call unless the model's breaker is open: then throws `ModelFailure` at once. */
  guard<Answer>(model: string, call: () => Promise<Answer>): Promise<Answer>;
  /** Told after each call, and whenever a breaker opens. */
  watch(listener: ProviderListener): void;
};

/** One breaker for each model of a provider. `provider`: its host, for people. */
export function createBreakers({ provider, clock }: { provider: string; clock: Clock }): Breakers {
  const breakers = new Map<string, Breaker>();
  const listeners: ProviderListener[] = [];
  const breakerOf = (model: string): Breaker => breakers.get(model) ?? closedBreaker;

  function change(model: string, next: Breaker): void {
    breakers.set(model, next);
    if (next.kind === 'half_open') return;
    const trouble = next.kind === 'open' ? next.cause : null;
    for (const listener of listeners) listener({ provider, model, trouble, atMs: clock.now() });
  }

  return {
    async guard(model, call) {
      const admission = admit(breakerOf(model), clock.now());
      if (admission.kind === 'stay') {
        throw notCalled(admission.cause, Math.ceil(clock.realMs(admission.waitMs)));
      }
      breakers.set(model, admission.breaker);
      try {
        const answer = await call();
        change(model, closedBreaker);
        return answer;
      } catch (error) {
        const before = breakerOf(model);
        if (error instanceof ModelFailure) {
          const next = afterFailure(before, error.kind, clock.now());
          if (next.kind === 'closed' && next.failedAtMs.length > 0) breakers.set(model, next);
          else change(model, next);
        } else {
          breakers.set(model, afterAbandoning(before, clock.now()));
        }
        throw error;
      }
    },
    watch(listener) {
      listeners.push(listener);
    },
  };
}

function notCalled(cause: BreakerCause, waitMs: number): ModelFailure {
  switch (cause) {
    case 'failing':
      return new ModelFailure(
        'circuit_open',
        'The model failed too often just now: it is left alone for a while',
        waitMs,
      );
    case 'quota':
      return new ModelFailure(cause, 'The quota of the model is used up: it was not called');
    case 'key_refused':
      return new ModelFailure(cause, 'The provider refused the key: the model was not called');
    case 'model_unknown':
      return new ModelFailure(cause, 'The provider does not have this model: it was not called');
  }
}
