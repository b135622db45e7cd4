import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Shrunk } from './shrink-found';

/** Writes a failure as a case that the tests ask from then on. @returns the file. */
export function emitCase(name: string, { graph, question, difference, system }: Shrunk): string {
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name)) throw new Error(`A case is named in kebab-case, not ${name}.`);
  const file = join(__dirname, '../cases', `${name}.case.ts`);
  const subgraphs = Object.entries(graph.subgraphs).map(([subgraph, sdl]) => `    ${subgraph}: \`\n${indented(sdl, 6)}\n    \`,`);
  const records = Object.entries(graph.data).map(([reference, record]) => `    ${/^\w+$/.test(reference) ? reference : `'${reference}'`}: ${literal(record)},`);
  writeFileSync(file, `import type { NamedCase } from '../named-case';

export const ${camel(name)}: NamedCase = {
  name: '${name.replaceAll('-', ' ')}',
  why: '${`${difference.kind} by ${system}`.replaceAll('\'', '’')}',
  subgraphs: {
${subgraphs.join('\n')}
  },
  data: {
${records.join('\n')}
  },
  query: \`${escaped(question.query)}\`,
  variables: ${literal(question.variables)},${question.operationName ? `\n  operationName: '${question.operationName}',` : ''}
};
`);
  return file;
}

const indented = (text: string, by: number): string => escaped(text).split('\n').map((line) => (line === '' ? '' : `${' '.repeat(by)}${line}`)).join('\n');
const escaped = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${');
const camel = (name: string): string => name.replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** As the house writes objects. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const parts = Object.entries(value).map(([key, part]) => `${/^\w+$|^\$\w+$/.test(key) ? key : `'${key}'`}: ${literal(part)}`);
    return parts.length > 0 ? `{ ${parts.join(', ')} }` : '{}';
  }
  return typeof value === 'string' ? `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll('\'', '\\\'')}'` : JSON.stringify(value);
}
