import type { SchemaRule } from './linted-graph';

/** Hints behind which composition hides a clash: inputs are silently intersected, enums merged, entities half known. */
const CLASHES = [/^INCONSISTENT_INPUT_OBJECT_FIELD$/, /^INCONSISTENT_ENUM_/, /^INCONSISTENT_ENTITY$/];

export const compositionHidesNoClash: SchemaRule = ({ hints }) =>
  hints.filter(({ code }) => CLASHES.some((clash) => clash.test(code))).map(({ code, message }) => `${code}: ${message}`);
