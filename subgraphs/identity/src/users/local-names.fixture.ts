import { createSocket } from 'node:dgram';
import type { AddressInfo } from 'node:net';

/** A name server on a local port: MX records for the domains that it knows, no such name for all others. */
export interface LocalNames {
  readonly address: string;
  readonly questions: readonly string[];
  close(): Promise<void>;
}

const HEADER = 12;

export async function startLocalNames(domains: readonly string[]): Promise<LocalNames> {
  const questions: string[] = [];
  const socket = createSocket('udp4');
  socket.on('message', (query, { port, address }) => {
    const name = nameIn(query);
    questions.push(name);
    socket.send(answerTo(query, domains.includes(name)), port, address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${(socket.address() as AddressInfo).port}`, questions,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

function nameIn(query: Buffer): string {
  const labels: string[] = [];
  for (let at = HEADER; query[at]; at += (query[at] ?? 0) + 1) labels.push(query.toString('ascii', at + 1, at + 1 + (query[at] ?? 0)));
  return labels.join('.').toLowerCase();
}

/** RFC 1035 §4: the question again, and one MX record that points to the name itself, or NXDOMAIN. */
function answerTo(query: Buffer, known: boolean): Buffer {
  let end = HEADER;
  while (query[end]) end += (query[end] ?? 0) + 1;
  const question = query.subarray(HEADER, end + 5);
  const header = Buffer.from(query.subarray(0, HEADER));
  header.writeUInt16BE(known ? 0x8180 : 0x8183, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(known ? 1 : 0, 6);
  header.writeUInt32BE(0, 8);
  const record = Buffer.from([0xc0, 0x0c, 0, 15, 0, 1, 0, 0, 0, 60, 0, 4, 0, 10, 0xc0, 0x0c]);
  return Buffer.concat(known ? [header, question, record] : [header, question]);
}
