import { functionsTakeFewParameters } from './parameters';
import { fileNamesAreKebabCase, foldersHaveNames, noBarrels } from './places';
import type { HouseRule, SourceFile } from './source-file';
import { importsStayInTheirPackage, noMachinePaths, nothingIsLeftUndone, onlyTheKitQueries, outgoingCallsHaveOnePlace, subgraphsAreLoadedInOnePlace } from './texts';

const RULES: readonly HouseRule[] = [
  foldersHaveNames, noBarrels, fileNamesAreKebabCase, nothingIsLeftUndone, noMachinePaths, outgoingCallsHaveOnePlace, onlyTheKitQueries,
  subgraphsAreLoadedInOnePlace, importsStayInTheirPackage, functionsTakeFewParameters,
];

/** What the linter does not see, one sentence each. */
export function houseProblems(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => RULES.flatMap((rule) => rule(file)));
}
