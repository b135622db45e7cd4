import { minorFromDecimal, moneyFromMinor } from './money';

describe('money', () => {
  it.each([
    [199_950, 'INR', '1999.50'], [5, 'INR', '0.05'], [-5, 'INR', '-0.05'], [0, 'INR', '0.00'], [5_000, 'KRW', '5000'], [-1, 'KRW', '-1'], [Number.MAX_SAFE_INTEGER, 'INR', '90071992547409.91'],
  ])('of %i minor units of %s is %s', (minor, currency, amount) => {
    expect(moneyFromMinor(minor, currency)).toEqual({ amount, currency });
    expect(minorFromDecimal(amount, currency)).toBe(minor);
  });

  it.each([['0.005', 'INR', 1], ['-0.005', 'INR', -1], ['0.004', 'INR', 0], ['1.015', 'INR', 102], ['99999999.995', 'INR', 10_000_000_000], ['0.5', 'KRW', 1], ['12', 'INR', 1_200]])(
    'rounds %s %s half away from zero', (amount, currency, minor) => {
      expect(minorFromDecimal(amount, currency) + 0).toBe(minor);
    },
  );

  it('refuses amounts beyond what is exact', () => {
    expect(() => minorFromDecimal('90071992547409.92', 'INR')).toThrow(RangeError);
  });
});
