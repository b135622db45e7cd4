/**
 * The form in which two spellings of one mailbox are equal: Unicode NFKC, lower case, domain in ASCII (IDNA).
 * Dots and plus tags stay: whether they matter is the mail host's business. Null when it is no address.
 */
export function canonicalEmail(address: string): string | null {
  const normal = address.normalize('NFKC').trim().toLowerCase();
  const at = normal.lastIndexOf('@');
  if (at < 1 || at > 64 || normal.length > 255) return null;
  const local = normal.slice(0, at);
  const domain = asciiDomain(normal.slice(at + 1));
  if (domain === null || !/^[^\s@<>()[\],;:\\"\u0000-\u001f]+$/u.test(local) || /^\.|\.\.|\.$/.test(local)) return null;
  return `${local}@${domain}`;
}

function asciiDomain(domain: string): string | null {
  if (!URL.canParse(`http://${domain}`)) return null;
  const { hostname, host } = new URL(`http://${domain}`);
  return host === hostname && /^(?=.{4,190}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(hostname) ? hostname : null;
}
