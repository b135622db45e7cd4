import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

type Cbor = number | string | Uint8Array | ReadonlyMap<Cbor, Cbor>;

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const CREDENTIAL_INCLUDED = 0x40;

interface Request {
  readonly challenge: string;
}

interface Behaviour {
  readonly origin?: string;
  readonly domain?: string;
  readonly verifiesUser?: boolean;
  /** What the device says it has counted; by default one more each time. */
  readonly counter?: number;
  readonly userHandle?: string;
  readonly type?: string;
}

/** A device that keeps one P-256 key, makes attestations of the format "none" and counts its uses: what a browser's `toJSON` gives. */
export class SoftwareAuthenticator {
  readonly id = randomBytes(32);
  private readonly keys: { readonly publicKey: KeyObject; readonly privateKey: KeyObject } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  private counter = 0;
  private userHandle = '';

  constructor(private readonly origin = 'https://app.example.com', private readonly domain = 'app.example.com') {}

  /** Answers `navigator.credentials.create`. */
  create(options: string, behaviour: Behaviour = {}): string {
    const { challenge, user } = JSON.parse(options) as Request & { readonly user: { readonly id: string } };
    this.userHandle = user.id;
    const authData = Buffer.concat([this.head(CREDENTIAL_INCLUDED, behaviour), Buffer.alloc(16), length16(this.id.length), this.id, encode(this.coseKey())]);
    const attestationObject = encode(new Map<Cbor, Cbor>([['fmt', 'none'], ['attStmt', new Map()], ['authData', authData]]));
    return this.credential({ clientDataJSON: this.clientData('webauthn.create', challenge, behaviour).toString('base64url'), attestationObject: attestationObject.toString('base64url'), transports: ['internal'] });
  }

  /** Answers `navigator.credentials.get`. */
  get(options: string, behaviour: Behaviour = {}): string {
    const { challenge } = JSON.parse(options) as Request;
    const authenticatorData = this.head(0, behaviour);
    const clientDataJSON = this.clientData('webauthn.get', challenge, behaviour);
    const signed = Buffer.concat([authenticatorData, createHash('sha256').update(clientDataJSON).digest()]);
    return this.credential({
      clientDataJSON: clientDataJSON.toString('base64url'), authenticatorData: authenticatorData.toString('base64url'),
      signature: sign('sha256', signed, this.keys.privateKey).toString('base64url'), userHandle: behaviour.userHandle ?? this.userHandle,
    });
  }

  private credential(response: object): string {
    const id = this.id.toString('base64url');
    return JSON.stringify({ id, rawId: id, type: 'public-key', authenticatorAttachment: 'platform', clientExtensionResults: {}, response });
  }

  private clientData(type: string, challenge: string, behaviour: Behaviour): Buffer {
    return Buffer.from(JSON.stringify({ type: behaviour.type ?? type, challenge, origin: behaviour.origin ?? this.origin, crossOrigin: false }));
  }

  private head(flags: number, { domain = this.domain, verifiesUser = true, counter }: Behaviour): Buffer {
    this.counter = counter ?? this.counter + 1;
    const count = Buffer.alloc(4);
    count.writeUInt32BE(this.counter);
    return Buffer.concat([createHash('sha256').update(domain).digest(), Buffer.from([flags | USER_PRESENT | (verifiesUser ? USER_VERIFIED : 0)]), count]);
  }

  /** ES256 on P-256 (RFC 9053). */
  private coseKey(): ReadonlyMap<Cbor, Cbor> {
    const { x = '', y = '' } = this.keys.publicKey.export({ format: 'jwk' });
    return new Map<Cbor, Cbor>([[1, 2], [3, -7], [-1, 1], [-2, Buffer.from(x, 'base64url')], [-3, Buffer.from(y, 'base64url')]]);
  }
}

function length16(length: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(length);
  return bytes;
}

/** As much of CBOR (RFC 8949) as a device needs. */
function encode(value: Cbor): Buffer {
  if (typeof value === 'number') return value >= 0 ? lead(0, value) : lead(1, -1 - value);
  if (typeof value === 'string') return Buffer.concat([lead(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (value instanceof Uint8Array) return Buffer.concat([lead(2, value.length), value]);
  return Buffer.concat([lead(5, value.size), ...[...value].flatMap(([key, item]) => [encode(key), encode(item)])]);
}

function lead(major: number, argument: number): Buffer {
  if (argument < 24) return Buffer.from([(major << 5) | argument]);
  if (argument < 256) return Buffer.from([(major << 5) | 24, argument]);
  return Buffer.concat([Buffer.from([(major << 5) | 25]), length16(argument)]);
}
