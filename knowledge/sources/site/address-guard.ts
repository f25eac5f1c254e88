import { type LookupAddress, lookup } from 'node:dns';
import { type LookupFunction, isIP } from 'node:net';
import { Agent } from 'undici';
import { type AddressReach, reachOf } from './internet-address.ts';

/** All addresses of a host name. Rejects when there are none. */
export type ResolveHost = (hostname: string) => Promise<readonly LookupAddress[]>;

/** An address that must not be connected to; the message is a sentence's end for people. */
export class RefusedAddress extends Error {
  override readonly name = 'RefusedAddress';
}

/** Names that lead into the network that asks, whatever they resolve to. */
const localNames = /(?:^|\.)(?:localhost|local|internal|intranet|lan|home\.arpa|localdomain)$/;

const resolveBySystem: ResolveHost = (hostname) =>
  new Promise((resolve, reject) => {
    lookup(hostname, { all: true }, (error, found) => {
      if (error) reject(error);
      else resolve(found);
    });
  });

const plainHost = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');

const sentence: Readonly<Record<Exclude<AddressReach, 'public'>, string>> = {
  own: 'its host is in a private network, which has to be allowed',
  never: 'its host is no public one',
};

/**
 * Lets requests go to public hosts only. `ownSite`: the one host and port that may be in a private
 * network as well, since whoever runs the import asked for it. Names are resolved once a connection,
 * and the connection is made to the addresses that were looked at.
 */
export function createAddressGuard(options: {
  readonly ownSite: URL | null;
  readonly resolve?: ResolveHost | undefined;
}) {
  const ownHost = options.ownSite === null ? null : plainHost(options.ownSite);
  const resolve = options.resolve ?? resolveBySystem;

  const refusalOf = (host: string, address: string): string | null => {
    const reach = reachOf(address);
    if (reach === 'public' || (reach === 'own' && host === ownHost)) return null;
    return sentence[reach];
  };

  const guardedLookup: LookupFunction = (hostname, wanted, callback) => {
    const host = hostname.replace(/\.$/, '').toLowerCase();
    resolve(hostname).then(
      (addresses) => {
        const [first] = addresses;
        const refusal = addresses.map(({ address }) => refusalOf(host, address)).find(Boolean);
        // One bad address among good ones is a trap as well.
        if (refusal) callback(new RefusedAddress(refusal), '', 0);
        else if (!first) callback(new RefusedAddress('its host has no address'), '', 0);
        else if (wanted.all) callback(null, [...addresses]);
        else callback(null, first.address, first.family);
      },
      (error: unknown) => {
        callback(error instanceof Error ? error : new Error('unknown host'), '', 0);
      },
    );
  };

  return {
    /** Why an address is not asked, as far as its spelling tells; null: it may be. */
    refusal(url: URL): string | null {
      if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'it is no web address';
      if (url.username !== '' || url.password !== '') return 'it has a user name in it';
      const host = plainHost(url);
      if (host === ownHost && url.port !== options.ownSite?.port) {
        return 'it is another port of the private host';
      }
      if (isIP(host) !== 0) return refusalOf(host, host);
      return localNames.test(host) && host !== ownHost ? sentence.own : null;
    },
    agent: new Agent({
      connect: { lookup: guardedLookup },
      connections: 8,
      // An answer's head; the default of Node's own servers.
      maxHeaderSize: 16_384,
    }),
  };
}

export type AddressGuard = ReturnType<typeof createAddressGuard>;
