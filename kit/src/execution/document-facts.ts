import { Kind, visit, type DocumentNode } from 'graphql';

export interface DocumentFacts {
  /** Variables that decide what is included or skipped. */
  readonly conditions: readonly string[];
  /** Whether its selections can be written as code. What asks about the schema itself is rare and left to graphql-js. */
  readonly compilable: boolean;
}

const NAME = /^[_A-Za-z][_0-9A-Za-z]*$/;
/** Two ask about the schema, one would change the shape of an object instead of being a key of it. */
const LEFT_ALONE: ReadonlySet<string> = new Set(['__schema', '__type', '__proto__']);

export function documentFacts(document: DocumentNode): DocumentFacts {
  const conditions = new Set<string>();
  let compilable = true;
  visit(document, {
    Name({ value }) {
      if (!NAME.test(value) || LEFT_ALONE.has(value)) compilable = false;
    },
    Directive({ name, arguments: given = [] }) {
      if (name.value !== 'skip' && name.value !== 'include') return;
      for (const { value } of given) if (value.kind === Kind.VARIABLE) conditions.add(value.name.value);
    },
  });
  return { conditions: [...conditions], compilable };
}
