import { isForTests, isSource, type HouseRule, type SourceFile } from './source-file';

/** Copied tables, locks and emitted documents say what they say. */
const isOthersText = ({ path }: SourceFile): boolean => /\.tsv$|(?:^|\/)package-lock\.json$|^schema\/typed\//.test(path);

const UNFINISHED = new RegExp(`\\b(?:${['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX'].join('|')})\\b`);

/** What is not done is an issue, not a remark. */
export const nothingIsLeftUndone: HouseRule = (file) => (isOthersText(file) ? [] : linesOf(file, UNFINISHED, 'unfinished work is an issue, not a remark'));

const MACHINE_PATH = /(?<![\w.:/@-])\/(?:work|farm|root|home|tmp|Users)\/[A-Za-z]/;

/** The project runs wherever it is cloned to. */
export const noMachinePaths: HouseRule = (file) => (isOthersText(file) ? [] : linesOf(file, MACHINE_PATH, 'a path of one machine'));

const HTTP_CLIENT = /\bfetch\(|from '(?:undici|axios|got|node-fetch)'|\bhttps?\.(?:request|get)\(|import \{[^}]*\brequest\b[^}]*\} from '(?:node:)?https?'/;
/** Calls between parts are signed, calls to the outside are checked: each in one place. */
const CALLING = /^kit\/src\/(?:calls|egress)\/|^kit\/src\/\w+\/remote-[\w-]+\.ts$|^router\/src\/(?:\w+\/)?remote[\w-]*(?:\/|\.ts$)/;

export const outgoingCallsHaveOnePlace: HouseRule = (file) => {
  if (!isSource(file) || isForTests(file) || CALLING.test(file.path)) return [];
  return linesOf(file, HTTP_CLIENT, 'outgoing calls go through the kit\'s calls and egress');
};

/** The kit normalises parameters and decodes columns; a query beside it does not. */
export const onlyTheKitQueries: HouseRule = (file) => {
  if (!isSource(file) || isForTests(file) || file.path.startsWith('kit/')) return [];
  return linesOf(file, /\b(?:dataSource|queryRunner|manager|connection|entityManager)\.query\(|\bcreateQueryRunner\(|\bgetRepository\(/, 'only the kit talks to the database driver');
};

/** Together mode loads subgraphs lazily, in one place; apart they are not even installed. */
export const subgraphsAreLoadedInOnePlace: HouseRule = (file) => {
  if (!isSource(file)) return [];
  const importing = file.path === 'router/src/subgraphs.ts' ? /^import .*'@sangam\/(?!kit\/|schema\/)/ : /\b(?:import|require)\('@sangam\/(?!kit\/|schema\/)/;
  return linesOf(file, importing, 'subgraphs are loaded lazily, by router/src/subgraphs.ts');
};

/** A relative path that leaves its own package goes around the law of imports. */
export const importsStayInTheirPackage: HouseRule = (file) => {
  if (!isSource(file)) return [];
  const depth = file.path.split('/').length - 1 - (file.path.startsWith('subgraphs/') ? 2 : 1);
  return linesOf(file, new RegExp(`(?:from |import\\(|require\\()'(?:\\.\\./){${depth + 1},}`), 'a relative import leaves its package');
};

function linesOf({ path, text }: SourceFile, pattern: RegExp, problem: string): string[] {
  return text.split('\n').flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${problem}.`] : []));
}
