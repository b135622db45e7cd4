import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Values of the MaxMind DB format that a place needs (maxmind.github.io/MaxMind-DB): texts and arrays shorter than 29, numbers and maps. */
type Value = string | number | readonly Value[] | { readonly [name: string]: Value };

const [TEXT, UINT32, MAP, ARRAY] = [2, 6, 7, 11];

function encoded(value: Value): Buffer {
  if (typeof value === 'string') return Buffer.concat([control(TEXT, Buffer.byteLength(value)), Buffer.from(value)]);
  if (typeof value === 'number') return Buffer.concat([control(UINT32, 4), uint32(value)]);
  if (Array.isArray(value)) return Buffer.concat([control(ARRAY, value.length), ...(value as readonly Value[]).map(encoded)]);
  const entries = Object.entries(value as { readonly [name: string]: Value });
  return Buffer.concat([control(MAP, entries.length), ...entries.flatMap(([name, inner]) => [encoded(name), encoded(inner)])]);
}

/** Types above seven are told in a byte of their own. */
const control = (type: number, size: number): Buffer => Buffer.from(type <= 7 ? [(type << 5) | size] : [size, type - 7]);

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** Records of three bytes that lead from the first bits of an address to the data at `start`; every other address is unknown. */
function tree(firstByte: number): Buffer {
  const nodes = Array.from({ length: 8 }, (_, depth) => {
    const onward = depth < 7 ? depth + 1 : 8 + 16;
    const records = (firstByte >> (7 - depth)) & 1 ? [8, onward] : [onward, 8];
    return records.map((record) => uint32(record).subarray(1));
  });
  return Buffer.concat(nodes.flat());
}

/** Writes a database that knows one place: of all IPv4 addresses with this first byte. */
export async function placeDatabase(firstByte: number, place: Value): Promise<string> {
  const metadata = { node_count: 8, record_size: 24, ip_version: 4, database_type: 'Test-City', languages: ['en'], binary_format_major_version: 2, binary_format_minor_version: 0, build_epoch: 0, description: {} };
  const path = join(await mkdtemp(join(tmpdir(), 'places-')), 'places.mmdb');
  await writeFile(path, Buffer.concat([tree(firstByte), Buffer.alloc(16), encoded(place), Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1'), encoded(metadata)]));
  return path;
}
