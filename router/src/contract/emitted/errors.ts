import type { ErrorCode } from '@sangam/kit/errors/codes';
import { filesBelow, readRepositoryFile } from '../repository';

/** Functions of the kit that throw a code without naming it where they are called. */
const THROWING: Readonly<Record<string, string>> = { notFound: 'NOT_FOUND', badInput: 'BAD_USER_INPUT' };

export interface PackageSources {
  /** `kit`, `router` or a subgraph. */
  readonly name: string;
  /** Texts of its source files, tests excepted. */
  readonly texts: readonly string[];
}

/**
 * `schema/errors.tsv`: code, HTTP status, message, the seeds' names for it, and which packages raise it.
 * @throws Error for a code that is defined in a file which no subgraph loads: it would be missing here.
 */
export function emittedErrors(codes: readonly ErrorCode[], packages: readonly PackageSources[]): string {
  const unknown = packages.flatMap(({ texts }) => texts.flatMap(codesDefined)).find((name) => !codes.some(({ code }) => code === name));
  if (unknown) throw new Error(`The error code ${unknown} is defined where emission does not load it; define it in kit/src/errors/codes.ts or in a subgraph.`);
  const named = packages.map(({ name, texts }) => ({ name, codes: new Set(texts.flatMap(codesNamed)) }));
  const rows = codes.map(({ code, status, message, synonyms }) => {
    const raisedBy = named.filter((each) => each.codes.has(code)).map(({ name }) => name).sort();
    return [code, status, message, synonyms.join(' '), raisedBy.join(' ')].join('\t');
  });
  return `${['code\tstatus\tmessage\tsynonyms\traised_by', ...rows].join('\n')}\n`;
}

function codesDefined(source: string): string[] {
  return [...source.matchAll(/\bdefineError\(\s*'([A-Z_]+)'/g)].map((match) => match[1] ?? '');
}

/** Codes that appear as identifiers: not in comments, not in texts. */
function codesNamed(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '').replace(/'(?:[^'\\\n]|\\.)*'/g, '\'\'');
  const constants = code.match(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*\b/g) ?? [];
  const thrown = Object.entries(THROWING).filter(([name]) => new RegExp(`\\b${name}\\(`).test(code)).map(([, name]) => name);
  return [...constants, ...thrown];
}

/** Sources of the kit (its list of codes excepted), the router and the given subgraphs. */
export function packageSources(subgraphs: readonly string[]): PackageSources[] {
  const folders = [['kit', 'kit/src'], ['router', 'router/src'], ...subgraphs.map((name) => [name, `subgraphs/${name}/src`])] as [string, string][];
  return folders.map(([name, folder]) => ({
    name,
    texts: filesBelow(folder, '.ts').filter((file) => !file.endsWith('.test.ts') && !file.startsWith('kit/src/errors/')).map((file) => readRepositoryFile(file) ?? ''),
  }));
}
