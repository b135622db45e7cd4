import { randomBytes } from 'node:crypto';
import { createSealer } from './sealed';

const key = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
const older = key('k1');
const newer = key('k2');

describe('a sealed text', () => {
  const sealer = createSealer([older]);
  const sealed = sealer.seal('JBSWY3DPEHPK3PXP é🙂', 'totp:user-1');

  it('opens in its own context', () => {
    expect(sealed).toMatch(/^v1\.k1\.[\w-]{16}\.[\w-]+$/);
    expect(sealer.open(sealed, 'totp:user-1')).toBe('JBSWY3DPEHPK3PXP é🙂');
    expect(sealer.open(sealer.seal('', 'x'), 'x')).toBe('');
  });

  it('is another each time', () => {
    expect(sealer.seal('same', 'x')).not.toBe(sealer.seal('same', 'x'));
  });

  it('does not open in the row of somebody else', () => {
    expect(() => sealer.open(sealed, 'totp:user-2')).toThrow('belongs to another place');
  });

  it('does not open after any change of any character', () => {
    for (let index = 0; index < sealed.length; index += 1) {
      const other = sealed[index] === 'A' ? 'Q' : 'A';
      const altered = sealed.slice(0, index) + other + sealed.slice(index + 1);
      // The last character of base64 may carry unused bits only; then the bytes are the same.
      if (sameBytes(altered, sealed)) continue;
      expect(() => sealer.open(altered, 'totp:user-1')).toThrow(/seal/i);
    }
  });

  it.each(['', 'plain', 'v1.k1.x.y', 'v2.k1.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAA', `${'v1.k1.AAAAAAAAAAAAAAAA.'}${'A'.repeat(10)}`])('refuses %j, which is none', (text) => {
    expect(() => sealer.open(text, 'totp:user-1')).toThrow('not a sealed text');
  });

  it('survives a rotation and asks to be sealed again', () => {
    const rotated = createSealer([newer, older]);
    const again = rotated.seal(rotated.open(sealed, 'totp:user-1'), 'totp:user-1');

    expect([rotated.needsResealing(sealed), rotated.needsResealing(again)]).toEqual([true, false]);
    expect(() => createSealer([newer]).open(sealed, 'totp:user-1')).toThrow('key k1');
  });

  it.each([[[]], [['k1']], [['k1:c2hvcnQ=']], [[`k 1:${older.slice(3)}`]], [[older, older]]])('needs valid keys: %j', (keys) => {
    expect(() => createSealer(keys)).toThrow('SEAL_KEYS');
  });
});

function sameBytes(first: string, second: string): boolean {
  const bytes = (text: string) => text.split('.').map((part, index) => (index < 2 ? part : Buffer.from(part, 'base64url').toString('hex'))).join('.');
  return bytes(first) === bytes(second);
}
