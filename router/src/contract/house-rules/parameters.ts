import { parseSync } from '@swc/core';
import { isForTests, isSource, type HouseRule } from './source-file';

const MOST = 3;
const MOST_OF_CONSTRUCTORS = 5;

/**
 * A function that is declared takes at most three parameters, a constructor five; then an object. Parameters with a
 * default do not count. Where somebody else decides on the parameters, there is no limit: callbacks, functions and
 * classes that implement a declared type, resolver methods (their parameters are the arguments of a field), tests.
 */
export const functionsTakeFewParameters: HouseRule = (file) => {
  if (!isSource(file) || isForTests(file) || file.path.endsWith('.resolver.ts')) return [];
  const tree = parseSync(file.text, { syntax: 'typescript', decorators: true, target: 'es2022' });
  return declaredFunctions(tree).filter(({ parameters, most }) => parameters > most)
    .map(({ name, parameters, most }) => `${file.path}: ${name} takes ${parameters} parameters; more than ${most} make an object.`);
};

interface DeclaredFunction {
  readonly name: string;
  readonly parameters: number;
  readonly most: number;
}

/** The parts of swc's nodes that say what is declared. */
interface SyntaxNode {
  readonly type?: string;
  readonly identifier?: { readonly value: string };
  readonly key?: { readonly value?: unknown };
  readonly id?: { readonly value?: unknown; readonly typeAnnotation?: unknown };
  readonly init?: SyntaxNode;
  readonly function?: SyntaxNode;
  readonly params?: readonly SyntaxNode[];
  readonly pat?: SyntaxNode;
  readonly implements?: readonly unknown[];
  readonly body?: unknown;
}

function declaredFunctions(node: unknown): DeclaredFunction[] {
  if (typeof node !== 'object' || node === null) return [];
  if (Array.isArray(node)) return node.flatMap(declaredFunctions);
  const own = declaredBy(node as SyntaxNode);
  return [...(own ? [own] : []), ...Object.values(node).flatMap(declaredFunctions)].filter(({ most }) => most === MOST_OF_CONSTRUCTORS || !isImplementation(node));
}

/** A class with `implements` takes the parameters that its interface names. */
function isImplementation(node: SyntaxNode): boolean {
  return (node.implements?.length ?? 0) > 0;
}

function declaredBy(node: SyntaxNode): DeclaredFunction | undefined {
  switch (node.type) {
    case 'FunctionDeclaration':
      return declared(node.identifier?.value, node.params);
    case 'ClassMethod':
    case 'PrivateMethod':
      return declared(node.key?.value, node.function?.params);
    case 'Constructor':
      return { ...declared('a constructor', node.params), most: MOST_OF_CONSTRUCTORS };
    case 'VariableDeclarator':
      return node.init?.type === 'ArrowFunctionExpression' && !node.id?.typeAnnotation ? declared(node.id?.value, node.init.params) : undefined;
    default:
      return undefined;
  }
}

function declared(name: unknown, params: readonly SyntaxNode[] = []): DeclaredFunction {
  const counted = params.filter((param) => (param.pat ?? param).type !== 'AssignmentPattern');
  return { name: typeof name === 'string' ? name : 'a function', parameters: counted.length, most: MOST };
}
