import fc from 'fast-check';
import { Kind, parse, type DocumentNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';
import { analyseDocument } from './analyse-document';
import { composeFixture } from './guard-fixture';

const fixture = composeFixture();
const analyse = (document: DocumentNode) => analyseDocument(document, { schema: fixture.schema, maxDepth: 1_000 });
const FRAGMENTS = 6;

/** A selection set on Shopper; `below` bounds which fragments it may spread, so that there are cycles or none. */
const selections = (spreads: fc.Arbitrary<string>) => fc.letrec<{ set: string; selection: string }>((tie) => ({
  set: fc.array(tie('selection'), { minLength: 1, maxLength: 4 }).map((parts) => `{ ${parts.join(' ')} }`),
  selection: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('name', 'a: name', 'b: email', '__typename', 'c: __typename @include(if: true)'),
    spreads,
    tie('set').map((set) => `friends ${set}`),
    tie('set').map((set) => `x: friends @skip(if: false) ${set}`),
    tie('set').map((set) => `... on Shopper ${set}`),
  ),
})).set;

const spreadOf = (from: number): fc.Arbitrary<string> => (from >= FRAGMENTS ? fc.constant('name') : fc.integer({ min: from, max: FRAGMENTS - 1 }).map((index) => `...F${index}`));
const documents = (lowest: (fragment: number) => number) =>
  fc.tuple(selections(spreadOf(0)), ...Array.from({ length: FRAGMENTS }, (_, index) => selections(spreadOf(lowest(index)))))
    .map(([root, ...sets]) => parse(`{ me ${root} } ${sets.map((set, index) => `fragment F${index} on Shopper ${set}`).join(' ')}`));

interface Counted {
  readonly fields: number;
  readonly aliases: number;
  readonly directives: number;
  readonly depth: number;
}

/** The same numbers by plainly unfolding every fragment. */
function unfold(set: SelectionSetNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>): Counted {
  const total = { fields: 0, aliases: 0, directives: 0, depth: 0 };
  for (const node of set.selections) {
    const inner = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value)?.selectionSet : node.selectionSet;
    const content = inner ? unfold(inner, fragments) : { fields: 0, aliases: 0, directives: 0, depth: 0 };
    const isField = node.kind === Kind.FIELD;
    total.fields += content.fields + (isField ? 1 : 0);
    total.aliases += content.aliases + (isField && node.alias ? 1 : 0);
    total.directives += content.directives + (node.directives?.length ?? 0);
    total.depth = Math.max(total.depth, content.depth + (isField ? 1 : 0));
  }
  return total;
}

const fragmentsOf = (document: DocumentNode) => new Map(document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION).map((node) => [node.name.value, node]));
const writtenSelections = (document: DocumentNode) => JSON.stringify(document).match(/"kind":"(Field|FragmentSpread|InlineFragment)"/g)?.length ?? 0;

describe('the reading of any document', () => {
  it('comes to the numbers that unfolding comes to, in less work', () => {
    fc.assert(fc.property(documents((fragment) => fragment + 1), (document) => {
      const facts = analyse(document);
      const [operation] = facts.operations;
      const first = document.definitions[0];
      const expected = first?.kind === Kind.OPERATION_DEFINITION ? unfold(first.selectionSet, fragmentsOf(document)) : undefined;

      expect({ fields: operation?.fields, aliases: operation?.aliases, directives: operation?.directives, depth: operation?.depth }).toEqual(expected);
      expect(facts.visited).toBeLessThanOrEqual(writtenSelections(document));
    }), { seed: 20_260_105, numRuns: 300 });
  });

  it('ends, however fragments refer to each other', () => {
    fc.assert(fc.property(documents(() => 0), (document) => {
      expect(analyse(document).visited).toBeLessThanOrEqual(writtenSelections(document));
    }), { seed: 20_260_106, numRuns: 300 });
  });
});
