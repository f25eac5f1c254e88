import type { Random } from '../state/random.ts';
import type { CallFault, DeliveryFault } from './plan.ts';

function pattern(glob: string, separator: string): RegExp {
  const source = glob
    .split('**')
    .map((piece) =>
      piece
        .split('*')
        .map((text) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
        .join(`[^${separator}]+`),
    )
    .join('.*');
  return new RegExp(`^${source}$`);
}

type Target = {
  nth?: number | number[] | undefined;
  probability?: number | undefined;
  times?: number | undefined;
  lastsMs?: number | undefined;
};

/** `lastsUntil`: of `performance.now()`, once it has begun. */
type Armed<Fault> = {
  fault: Fault;
  fits: RegExp;
  seen: number;
  hits: number;
  lastsUntil: number | null;
};

const armed = <Fault>(fault: Fault, fits: RegExp): Armed<Fault> => ({
  ...{ fault, fits, seen: 0, hits: 0, lastsUntil: null },
});

/** What the log says of a fault that hit. */
export const faultName = ({ name, kind }: CallFault | DeliveryFault): string => name ?? kind;

/** Faults found by the conversation that they name, so that a plan may hold thousands. */
function createArmory<Fault extends Target & { conversationId?: string | undefined }>() {
  let anywhere: Armed<Fault>[] = [];
  const byConversation = new Map<string, Armed<Fault>[]>();
  return {
    set(armed: readonly Armed<Fault>[]): void {
      anywhere = armed.filter(({ fault }) => fault.conversationId === undefined);
      byConversation.clear();
      for (const one of armed) {
        const { conversationId } = one.fault;
        if (conversationId === undefined) continue;
        const known = byConversation.get(conversationId) ?? [];
        byConversation.set(conversationId, [...known, one]);
      }
    },
    /** Those that name no conversation, then those that name this one. */
    candidates(conversationId: string | undefined): readonly Armed<Fault>[] {
      const named = conversationId === undefined ? [] : byConversation.get(conversationId);
      return named === undefined ? anywhere : [...anywhere, ...named];
    },
  };
}

/** Counts a fitting call and says whether this one is hit. */
function strikes<Fault extends Target>(armed: Armed<Fault>, random: Random): boolean {
  armed.seen += 1;
  const { nth, probability, times, lastsMs } = armed.fault;
  if (armed.lastsUntil !== null) return performance.now() < armed.lastsUntil;
  if (times !== undefined && armed.hits >= times) return false;
  if (nth !== undefined && !(Array.isArray(nth) ? nth : [nth]).includes(armed.seen)) return false;
  if (probability !== undefined && random() >= probability) return false;
  armed.hits += 1;
  if (lastsMs !== undefined) armed.lastsUntil = performance.now() + lastsMs;
  return true;
}

/** Keeps the counts of the faults on calls. */
export function createCallFaults(random: Random) {
  const armory = createArmory<CallFault>();
  return {
    set(faults: readonly CallFault[]): void {
      armory.set(faults.map((fault) => armed(fault, pattern(fault.path ?? '**', '/'))));
    },
    /** The faults that hit this call, in the order of the plan. */
    forCall(
      appId: string,
      method: string,
      path: string,
      conversationId?: string,
    ): readonly CallFault[] {
      return armory
        .candidates(conversationId)
        .filter(({ fault, fits }) => {
          if (fault.appId !== undefined && fault.appId !== appId) return false;
          if (fault.method !== undefined && fault.method !== method) return false;
          return fits.test(path);
        })
        .filter((one) => strikes(one, random))
        .map(({ fault }) => fault);
    },
  };
}

export type CallFaults = ReturnType<typeof createCallFaults>;

/** Keeps the counts of the faults on deliveries. */
export function createDeliveryFaults(random: Random) {
  const armory = createArmory<DeliveryFault>();
  return {
    set(faults: readonly DeliveryFault[]): void {
      armory.set(faults.map((fault) => armed(fault, pattern(fault.topic ?? '**', '.'))));
    },
    forDelivery(appId: string, topic: string, conversationId: string | undefined) {
      return armory
        .candidates(conversationId)
        .filter(({ fault, fits }) => {
          if (fault.appId !== undefined && fault.appId !== appId) return false;
          return fits.test(topic);
        })
        .filter((one) => strikes(one, random))
        .map(({ fault }) => fault);
    },
  };
}

export type DeliveryFaults = ReturnType<typeof createDeliveryFaults>;
