import { ZxcvbnFactory } from '@zxcvbn-ts/core';

/** Characters that are looked at: a password is as good as its beginning here, and looking at twice as many takes ten times as long. */
const MAX_LENGTH = 16;
/** Of 0 to 4; below it a password falls within a million guesses. */
const MIN_SCORE = 2;

let estimator: ZxcvbnFactory | undefined;

/** Whether a password falls to the first guesses of somebody who knows common passwords, keyboards and these words: names, addresses, brands. */
export function isEasyToGuess(password: string, words: readonly string[]): boolean {
  estimator ??= newEstimator();
  const parts = words.flatMap((word) => [word, ...word.split('@'), ...word.split(/[\s@._+-]+/)]).filter((word) => word.length > 2);
  return estimator.check(password, ['sangam', ...parts]).score < MIN_SCORE;
}

/** The 49,000 most common passwords, loaded when the first password is chosen; words of single languages would take four times the memory. */
function newEstimator(): ZxcvbnFactory {
  const { adjacencyGraphs, dictionary } = require('@zxcvbn-ts/language-common') as typeof import('@zxcvbn-ts/language-common');
  return new ZxcvbnFactory({ dictionary: { passwords: dictionary['passwords-common'] }, graphs: adjacencyGraphs, maxLength: MAX_LENGTH });
}
