import { inflateRawSync } from 'node:zlib';

const CENTRAL_ENTRY = 0x02014b50;

/** The files of a zip, by the zip's own directory (APPNOTE.TXT 4.3.12), as JSON. */
export function unzipped(zip: Buffer): Record<string, Record<string, unknown>[]> {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  const files: Record<string, Record<string, unknown>[]> = {};
  for (let at = zip.readUInt32LE(end + 16); zip.readUInt32LE(at) === CENTRAL_ENTRY;) {
    const [size, nameLength, extra, comment, local] = [zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32), zip.readUInt32LE(at + 42)];
    const begin = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    files[zip.toString('utf8', at + 46, at + 46 + nameLength)] = JSON.parse(inflateRawSync(zip.subarray(begin, begin + size)).toString('utf8')) as Record<string, unknown>[];
    at += 46 + nameLength + extra + comment;
  }
  return files;
}
