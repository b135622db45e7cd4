/** A protection of the product, how it is taken away, and the test that must notice. */
export interface Protection {
  readonly name: string;
  /** Path from the project's folder. */
  readonly file: string;
  /** Text that occurs once in the file. */
  readonly find: string;
  readonly replace: string;
  /** Path of the test file that turns red. */
  readonly test: string;
  /** Part of the names of its tests; absent: all of them. */
  readonly testName?: string;
  /** Settings of the test run. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * @param text of the protection's file.
 * @throws Error when the text to replace does not occur exactly once: the table is out of date.
 */
export function sabotaged(protection: Protection, text: string): string {
  const pieces = text.split(protection.find);
  if (pieces.length !== 2) throw new Error(`the text to replace occurs ${pieces.length - 1} times`);
  return pieces.join(protection.replace);
}
