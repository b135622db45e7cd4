declare module 'http_ece' {
  import type { ECDH } from 'node:crypto';

  /** Opens a body as a browser does (RFC 8188). */
  export function decrypt(body: Buffer, parameters: { readonly version: 'aes128gcm'; readonly privateKey: ECDH; readonly authSecret: string }): Buffer;
}
