import type { Clock } from '../domain/clock.ts';
import type { SessionLinks } from '../domain/ports.ts';
import { type SignedLinks, createSignedLinks } from '../server/links.ts';

export type LinkOptions = {
  /** The first signs, all verify; reference codes of notes are made with them too. */
  readonly secrets: readonly string[];
  /** As people reach the server; null: nobody can, so notes carry no link. */
  readonly publicUrl: string | null;
  /** A loopback address is worth printing in the demo only. */
  readonly loopbackToo: boolean;
};

/** Signed links for a server at `url`, and those that may stand in notes. */
export function makeLinks(
  options: LinkOptions,
  url: string,
  clock: Clock,
): { signed: SignedLinks; inNotes: SessionLinks } {
  const publicUrl = options.publicUrl ?? url;
  const signed = createSignedLinks({ secrets: options.secrets, publicUrl, clock });
  const reachable = options.loopbackToo || !isLoopback(publicUrl);
  return {
    signed,
    inNotes: {
      sessionLink: (message, days) =>
        reachable
          ? signed.sessionLink(message, undefined, days === undefined ? {} : { days })
          : null,
    },
  };
}

const isLoopback = (url: string): boolean =>
  /^https?:\/\/(?:localhost|127\.|\[::1\]|0\.0\.0\.0)/i.test(url);
