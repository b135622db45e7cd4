import { matchingStep, newTotpSecret, otpauthUri, timeStep, totpCode } from './totp';

/** The secret of RFC 6238, appendix B, in base32. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

it.each([
  [59, '94287082'], [1_111_111_109, '07081804'], [1_111_111_111, '14050471'], [1_234_567_890, '89005924'], [2_000_000_000, '69279037'], [20_000_000_000, '65353130'],
])('gives the code of RFC 6238 at second %d', (second, code) => {
  expect(totpCode(SECRET, timeStep(second * 1_000), 8)).toBe(code);
});

it('accepts the present step and one on each side, not two', () => {
  const now = 1_767_594_600_000;
  const at = (steps: number) => matchingStep(SECRET, totpCode(SECRET, timeStep(now) + steps), now);

  expect([-2, -1, 0, 1, 2].map(at)).toEqual([null, timeStep(now) - 1, timeStep(now), timeStep(now) + 1, null]);
  expect(['', '12345', '1234567', 'abcdef', '１２３４５６'].map((code) => matchingStep(SECRET, code, now))).toEqual([null, null, null, null, null]);
});

it('makes secrets of 160 bits, never the same', () => {
  const secrets = Array.from({ length: 50 }, newTotpSecret);
  expect(new Set(secrets).size).toBe(50);
  for (const secret of secrets) expect(secret).toMatch(/^[A-Z2-7]{32}$/);
});

it('names issuer and account to the app', () => {
  expect(otpauthUri({ issuer: 'Sangam & Co', account: 'asha+1@example.com', secret: SECRET }))
    .toBe(`otpauth://totp/Sangam%20%26%20Co:asha%2B1%40example.com?secret=${SECRET}&issuer=Sangam%20%26%20Co&algorithm=SHA1&digits=6&period=30`);
});
