import { BlockList, isIPv4, isIPv6 } from 'node:net';

/**
 * `public`: anybody's. `own`: loopback and private networks, read only where that was asked for.
 * `never`: link-local with the clouds' metadata services, multicast and what is no host at all.
 */
export type AddressReach = 'public' | 'own' | 'never';

const list = (subnets: readonly string[], family: 'ipv4' | 'ipv6'): BlockList => {
  const blocks = new BlockList();
  for (const subnet of subnets) {
    const [network = '', prefix = ''] = subnet.split('/');
    blocks.addSubnet(network, Number(prefix), family);
  }
  return blocks;
};

const ownIpv4 = list(
  ['10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'],
  'ipv4',
);
const neverIpv4 = list(
  [
    ...['0.0.0.0/8', '169.254.0.0/16', '192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24'],
    ...['198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
    // Metadata services of Alibaba's and Azure's clouds, outside the link-local range.
    ...['100.100.100.200/32', '168.63.129.16/32'],
  ],
  'ipv4',
);
const globalIpv6 = list(['2000::/3'], 'ipv6');
const ownIpv6 = list(['::1/128', 'fc00::/7'], 'ipv6');
const neverIpv6 = list(
  // Teredo and other protocols, documentation, and Amazon's metadata service.
  ['2001::/23', '2001:db8::/32', '3fff::/20', 'fd00:ec2::/32'],
  'ipv6',
);

/** Who can be reached at an IP address in its usual spelling, IPv6 without brackets. */
export function reachOf(address: string): AddressReach {
  if (isIPv4(address)) return reachOfIpv4(address);
  if (!isIPv6(address)) return 'never';
  const inside = ipv4Inside(address);
  if (inside !== null) return reachOfIpv4(inside);
  if (neverIpv6.check(address, 'ipv6')) return 'never';
  if (ownIpv6.check(address, 'ipv6')) return 'own';
  return globalIpv6.check(address, 'ipv6') ? 'public' : 'never';
}

function reachOfIpv4(address: string): AddressReach {
  if (neverIpv4.check(address, 'ipv4')) return 'never';
  return ownIpv4.check(address, 'ipv4') ? 'own' : 'public';
}

/** IPv6 addresses that lead to an IPv4 host: mapped, translated (NAT64), and 6to4. */
const carriers: readonly { readonly prefix: readonly number[]; readonly at: number }[] = [
  { prefix: [0, 0, 0, 0, 0, 0xffff], at: 6 },
  { prefix: [0, 0, 0, 0, 0xffff, 0], at: 6 },
  { prefix: [0x64, 0xff9b, 0, 0, 0, 0], at: 6 },
  { prefix: [0x2002], at: 1 },
];

function ipv4Inside(address: string): string | null {
  const groups = groupsOf(address);
  const carrier = carriers.find(({ prefix }) => prefix.every((group, at) => groups[at] === group));
  if (!carrier) return null;
  const pair = groups.slice(carrier.at, carrier.at + 2);
  return pair.flatMap((group) => [group >> 8, group & 0xff]).join('.');
}

/** The eight groups of an IPv6 address; the URL parser writes each of them in one way only. */
function groupsOf(address: string): number[] {
  const written =
    URL.parse(`http://[${address.replace(/%.*$/, '')}]/`)?.hostname.slice(1, -1) ?? '';
  const [head = '', tail] = written.split('::');
  const numbers = (part: string): number[] =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
  const [before, after] = [numbers(head), numbers(tail ?? '')];
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...Array.from({ length: zeros }, () => 0), ...after];
}
