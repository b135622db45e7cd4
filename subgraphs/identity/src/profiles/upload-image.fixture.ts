import type { TestClient } from '@sangam/kit/testing/harness';

/** A green point, PNG. */
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

/** Uploads an image; returns the file's id. */
export async function uploadImage(client: TestClient, purpose: 'PROFILE_PHOTO' | 'PROFILE_LOGO'): Promise<string> {
  const body = new FormData();
  body.set('purpose', purpose);
  body.set('file', new Blob([new Uint8Array(PIXEL)]), 'point.png');
  const response = await client.http('/files', { method: 'POST', body });
  const { fileId } = (await response.json()) as { readonly fileId?: string };
  if (!fileId) throw new Error(`The upload was refused: ${response.status}`);
  return fileId;
}
