import { BlockList, isIPv4, isIPv6 } from 'node:net';

/*
 * Addresses that are not somebody else's public server, from the IANA special-purpose registries (RFC 6890 and its
 * updates), multicast and reserved space. 168.63.129.16 is public by number but answers for the host on Azure.
 */
const PRIVATE_V4 = [
  '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24',
  '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4', '168.63.129.16/32',
];

/** Within 2000::/3, outside of which nothing is public: protocol assignments (with Teredo), documentation, 6to4. */
const PRIVATE_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

const blocked = blockList();

/**
 * Whether a numeric address belongs to the public internet. IPv6 forms that carry an IPv4 address (NAT64, 6to4,
 * Teredo, compatible) are refused as a whole; mapped ones are judged by what they carry.
 */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !blocked.check(address, 'ipv4');
  if (!isIPv6(address)) return false;
  const plain = address.replace(/%.*$/, '');
  const mapped = mappedIPv4(plain);
  if (mapped !== undefined) return isPublicAddress(mapped);
  return /^[23][0-9a-f]{3}:/i.test(plain) && !blocked.check(plain, 'ipv6');
}

/** The IPv4 address in ::ffff:a.b.c.d, however it is written. */
function mappedIPv4(address: string): string | undefined {
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const match = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(canonical);
  if (!match) return undefined;
  const [high, low] = [parseInt(match[1] as string, 16), parseInt(match[2] as string, 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

function blockList(): BlockList {
  const list = new BlockList();
  for (const [ranges, family] of [[PRIVATE_V4, 'ipv4'], [PRIVATE_V6, 'ipv6']] as const) {
    for (const range of ranges) {
      const [network, prefix] = range.split('/') as [string, string];
      list.addSubnet(network, Number(prefix), family);
    }
  }
  return list;
}
