import sharp from 'sharp';
import { encodedAnew, sniffed } from './image';
import { photo, picture } from './upload.fixture';

const CODE = (code: string) => ({ extensions: { code } });

/** A JPEG of 8 by 8 whose header claims 30,000 by 30,000: 2.7 GB decoded. */
async function jpegThatClaims(side: number): Promise<Buffer> {
  const bytes = Buffer.from(await sharp({ create: { width: 8, height: 8, channels: 3, background: '#fff' } }).jpeg().toBuffer());
  const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
  bytes.writeUInt16BE(side, frame + 5);
  bytes.writeUInt16BE(side, frame + 7);
  return bytes;
}

it('refuses too many pixels by the header alone, and goes on', async () => {
  const before = process.memoryUsage().rss;

  await expect(encodedAnew(await jpegThatClaims(30_000), 30_000_000)).rejects.toMatchObject(CODE('IMAGE_TOO_LARGE'));

  expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000);
  expect((await encodedAnew(await photo(), 30_000_000)).mediaType).toBe('image/jpeg');
});

it.each(['jpeg', 'png', 'webp'] as const)('keeps %s what it is, scaled down to at most 2,048 pixels a side', async (format) => {
  const bytes = await sharp({ create: { width: 3_000, height: 1_500, channels: 3, background: '#3a6' } }).toFormat(format).toBuffer();

  const image = await encodedAnew(bytes, 30_000_000);

  expect(image).toMatchObject({ mediaType: `image/${format}`, width: 2_048, height: 1_024 });
  expect(await sharp(image.bytes).metadata()).toMatchObject({ format, width: 2_048, height: 1_024 });
});

it('keeps transparency where the format has it', async () => {
  expect(await sharp((await encodedAnew(await picture('png'), 1_000_000)).bytes).metadata()).toMatchObject({ hasAlpha: true });
});

it('knows three formats by their first bytes and nothing else', async () => {
  expect([sniffed(await photo()), sniffed(await picture('png')), sniffed(await picture('webp'))]).toEqual(['jpeg', 'png', 'webp']);
  for (const bytes of [Buffer.alloc(0), Buffer.from('RIFF....WAVE'), Buffer.from('%PDF-1.7'), Buffer.from([0xff, 0xd8]), await picture('gif')]) expect(sniffed(bytes)).toBeNull();
});

it('refuses more images than can be decoded in time instead of piling them up', async () => {
  const bytes = await photo();

  const answers = await Promise.allSettled(Array.from({ length: 40 }, () => encodedAnew(bytes, 30_000_000)));

  const refused = answers.filter((answer) => answer.status === 'rejected');
  expect(refused).toHaveLength(24);
  for (const { reason } of refused) expect(reason).toMatchObject(CODE('OVERLOADED'));
  await encodedAnew(bytes, 30_000_000);
});
