import type { TestClient } from '@sangam/kit/testing/harness';
import sharp from 'sharp';

export interface Uploaded {
  readonly fileId: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly width: number;
  readonly height: number;
  readonly url: string;
  readonly urlExpiresAt: string;
}

interface FormParts {
  readonly purpose?: string;
  readonly name?: string;
  readonly bytes: Buffer;
}

/** Sends the form of a front end. */
export function sendForm(client: TestClient, { purpose = 'PROFILE_PHOTO', name = 'me.jpg', bytes }: FormParts): Promise<Response> {
  const body = new FormData();
  body.set('purpose', purpose);
  body.set('file', new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }), name);
  return client.http('/files', { method: 'POST', body });
}

/** An upload that is accepted. */
export async function uploaded(client: TestClient, parts: Partial<FormParts> = {}): Promise<Uploaded> {
  const response = await sendForm(client, { bytes: await photo(), ...parts });
  if (response.status !== 201) throw new Error(`Refused: ${response.status} ${await response.text()}`);
  return (await response.json()) as Uploaded;
}

/** Fetches a link by its path and query: the tests' router has another port than links say. */
export const fetchLink = (client: TestClient, url: string): Promise<Response> => client.http(url.slice(new URL(url).origin.length));

const GPS = { IFD0: { Copyright: 'Asha Rao', Model: 'Secret Camera' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '26/1 55/1 0/1' } };

/** A photo as a phone makes it: sideways, with the place where it was taken. */
export function photo({ width = 64, height = 32, orientation = 1 }: { readonly width?: number; readonly height?: number; readonly orientation?: number } = {}): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: { r: 200, g: 40, b: 40 } } }).withExif(GPS).withMetadata({ orientation }).jpeg().toBuffer();
}

export const picture = (format: 'png' | 'webp' | 'gif' | 'tiff' | 'avif', side = 40): Promise<Buffer> =>
  sharp({ create: { width: side, height: side, channels: 4, background: { r: 0, g: 90, b: 200, alpha: 0.5 } } }).toFormat(format).toBuffer();
