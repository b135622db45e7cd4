import { Resolver } from 'node:dns/promises';

/** What is asked of the name system; the machine's own, or that of the given servers (`host:port`). */
export interface MailNames {
  resolveMx(domain: string): Promise<readonly { readonly exchange: string }[]>;
  resolve4(domain: string): Promise<readonly string[]>;
  resolve6(domain: string): Promise<readonly string[]>;
}

/** Patience with the name system, milliseconds; a sign-up waits for it. */
const TIMEOUT_MS = 1_000;
/** The name does not exist, or has no record of the kind. */
const ABSENT: readonly string[] = ['ENOTFOUND', 'ENODATA'];

export function mailNames(servers: readonly string[]): MailNames {
  const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: 1 });
  if (servers.length > 0) resolver.setServers(servers);
  return resolver;
}

/**
 * Whether a domain takes mail (RFC 5321 §5.1): by its MX records, else by its address; one MX record with an empty name says
 * that it takes none (RFC 7505). Where the name system does not answer, nobody is turned away.
 */
export async function takesMail(domain: string, names: MailNames): Promise<boolean> {
  const exchanges = await recordsOf(names.resolveMx(domain));
  if (exchanges === null) return true;
  if (exchanges.length > 0) return exchanges.some(({ exchange }) => exchange !== '' && exchange !== '.');
  const addresses = await Promise.all([recordsOf(names.resolve4(domain)), recordsOf(names.resolve6(domain))]);
  return addresses.some((found) => found === null || found.length > 0);
}

/** Null: nobody answered. */
async function recordsOf<T>(question: Promise<readonly T[]>): Promise<readonly T[] | null> {
  try {
    return await question;
  } catch (error) {
    return ABSENT.includes(String((error as { code?: unknown }).code)) ? [] : null;
  }
}
