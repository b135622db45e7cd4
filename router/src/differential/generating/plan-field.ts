import type { Random } from '../random';
import { FIELD_NAMES } from './names';
import type { FieldPlan } from './type-plan';

const WRAPS = ['%', '%', '%', '%!', '%!', '[%]', '[%!]', '[%!]!', '[[%]]', '[[%!]!]!'];
const LEAVES = ['String', 'String', 'Int', 'Int', 'Float', 'Boolean', 'ID', 'Stamp', 'Json', 'Size', 'Mood'];

interface ArgumentKind {
  readonly name: string;
  readonly type: string;
  readonly inputs: readonly string[];
  readonly defaults: readonly string[];
  readonly samples: readonly string[];
}

const ARGUMENTS: readonly ArgumentKind[] = [
  { name: 'first', type: 'Int', inputs: [], defaults: ['2', '5'], samples: ['1', '2', 'null'] },
  { name: 'word', type: 'String', inputs: [], defaults: ['"w"', 'null'], samples: ['"a"', '""'] },
  { name: 'size', type: 'Size', inputs: ['Size'], defaults: ['SMALL'], samples: ['HUGE', 'null'] },
  { name: 'at', type: 'Stamp', inputs: ['Stamp'], defaults: [], samples: ['"t7"', '"t8"'] },
  { name: 'ids', type: '[ID!]', inputs: [], defaults: ['["1"]', '[]'], samples: ['["2", "3"]', '4'] },
  { name: 'filter', type: 'Filter', inputs: ['Filter'], defaults: ['{ word: "d" }', '{}'], samples: ['{ size: SMALL }', '{ range: { to: 3 } }'] },
  { name: 'near', type: 'Range!', inputs: ['Range'], defaults: ['{ from: 4 }'], samples: ['{ from: 6 }', '{}'] },
  { name: 'any', type: 'Json', inputs: ['Json'], defaults: ['{ a: [1] }'], samples: ['{ b: 2 }', '[1, { c: true }]'] },
  { name: 'exact', type: 'Boolean!', inputs: [], defaults: ['true'], samples: ['false'] },
  { name: 'matrix', type: '[[Int!]!]', inputs: [], defaults: [], samples: ['[[1, 2], []]', '5'] },
];

export interface FieldWish {
  /** How likely it is a leaf. */
  readonly leaves: number;
  readonly composites: readonly string[];
  readonly argumentChance: number;
  readonly names?: readonly string[];
}

/** Invents a field. */
export function planField(random: Random, { leaves, composites, argumentChance, names = FIELD_NAMES }: FieldWish): FieldPlan {
  const named = composites.length === 0 || random.chance(leaves) ? random.pick(LEAVES) : random.pick(composites);
  const args = random.chance(argumentChance) ? random.some(ARGUMENTS, 1, 2) : [];
  const wrap = random.pick(WRAPS);
  return {
    name: random.pick(names), type: wrap.replace('%', named), named, inputs: args.flatMap(({ inputs }) => inputs),
    args: args.length > 0 ? `(${args.map((arg) => written(random, arg)).join(', ')})` : '',
    sampleArgs: args.length > 0 ? `(${args.map((arg) => `${arg.name}: ${random.pick(arg.samples)}`).join(', ')})`.replaceAll('"', '\\"') : '',
  };
}

/** A field without arguments whose type is written as it is. */
export function plainField(name: string, type: string): FieldPlan {
  return { name, type, named: type.replaceAll(/[[\]!]/g, ''), args: '', sampleArgs: '', inputs: [] };
}

function written(random: Random, { name, type, defaults }: ArgumentKind): string {
  const chosen = random.chance(0.5) ? random.maybe(defaults) : undefined;
  return `${name}: ${type}${chosen === undefined || (chosen === 'null' && type.endsWith('!')) ? '' : ` = ${chosen}`}`;
}

