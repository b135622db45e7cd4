import { backOff } from './back-off';

describe('the pause before the next attempt', () => {
  it('triples from one second up to an hour', () => {
    expect([1, 2, 3, 8, 9, 12].map((failures) => backOff(failures, () => 0))).toEqual([1_000, 3_000, 9_000, 2_187_000, 3_600_000, 3_600_000]);
  });

  it('loses up to half of it at random', () => {
    expect([0, 0.5, 0.999_999].map((random) => backOff(2, () => random))).toEqual([3_000, 2_250, 1_500]);
  });

  it('has a shortest and may have another longest', () => {
    expect([backOff(0, () => 0), backOff(-3, () => 0), backOff(30, () => 0, 120_000)]).toEqual([1_000, 1_000, 120_000]);
  });
});
