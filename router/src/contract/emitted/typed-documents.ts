import { generate, type CodegenContext } from '@graphql-codegen/cli';
import { join } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { readRepositoryFile, REPOSITORY } from '../repository';

type CodegenConfig = Exclude<Parameters<typeof generate>[0], CodegenContext>;

/** The schemas that codegen.yml names, as they are about to be written. */
export type SchemaTexts = Readonly<Record<string, string>>;

/**
 * Types and documents of `schema/operations` and `schema/internal`, by codegen.yml, against the given schema texts
 * instead of the files, which may be stale.
 * @throws Error naming the document that the schema refuses.
 */
export async function emittedTyped(schemas: SchemaTexts): Promise<ReadonlyMap<string, string>> {
  const written = parseYaml(readRepositoryFile('codegen.yml') ?? '') as CodegenConfig;
  const generates = Object.fromEntries(Object.entries(written.generates).map(([path, output]) => [path, withSchema(output, schemas)]));
  const files = (await generate({ ...written, generates, cwd: REPOSITORY, silent: true, errorsOnly: true }, false)) as { filename: string; content: string }[];
  return new Map(files.map(({ filename, content }) => [relative(filename), `// Made by npm run schema from schema/operations and schema/internal.\n${content.trim()}\n`]));
}

function withSchema(output: CodegenConfig['generates'][string], schemas: SchemaTexts): CodegenConfig['generates'][string] {
  if (Array.isArray(output) || typeof output.schema !== 'string') throw new Error('Each output of codegen.yml names its plugins and one schema file.');
  const text = schemas[output.schema];
  if (text === undefined) throw new Error(`codegen.yml names ${output.schema}, which is not emitted.`);
  return { ...output, schema: text };
}

const relative = (file: string): string => (file.startsWith(REPOSITORY) ? file.slice(join(REPOSITORY, '/').length) : file);
