import { composeFixture, fixtureGuard, refusalCodes } from './guard-fixture';
import { reservedNames } from './reserved-names';

const fixture = composeFixture();
const guard = fixtureGuard(fixture);

describe('aliases over the fields that the router selects itself', () => {
  it.each([
    ['a key', '{ me { id: name } }'],
    ['a key of an entity in a list', '{ items { nodes { sku: name } } }'],
    ['a key in a fragment', '{ items { nodes { ...I } } } fragment I on Item { sku: label }'],
    ['a key through an interface', '{ named { sku: name } }'],
    ['a key through a union', '{ anything { ... on Item { sku: label } } }'],
    ['a key in an interface fragment on an object', '{ me { ... on Named { id: name } } }'],
    ['a key inside an inline fragment without a type', '{ me { ... @include(if: true) { id: email } } }'],
    ['a nested key', '{ items { nodes { maker { code: title } } } }'],
    ['the object that holds a nested key', '{ items { nodes { maker: name } } }'],
    ['the input of a computed field', '{ items { nodes { weight: price shippingEstimate } } }'],
    ['the type name', '{ me { __typename: name } }'],
    ['the type name of a type without keys', '{ items { pageInfo { __typename: endCursor } } }'],
  ])('refuses an alias that takes the name of %s', (_, source) => {
    expect(refusalCodes(fixture, guard, { source })).toEqual(['ALIAS_NOT_ALLOWED']);
  });

  it.each([
    ['another name', '{ items { nodes { code: name title: sku } } }'],
    ['the same field', '{ items { nodes { sku: sku maker: maker { code: code } } } }'],
    ['a key of another type', '{ me { sku: name price: email } }'],
  ])('allows %s', (_, source) => {
    expect(refusalCodes(fixture, guard, { source })).toEqual([]);
  });

  it('reads keys of every subgraph, nested ones too, and required inputs', () => {
    const reserved = reservedNames(fixture.supergraphSdl);

    expect([...reserved('Item')].sort()).toEqual(['maker', 'price', 'sku', 'weight']);
    expect([...reserved('Maker')]).toEqual(['code']);
    expect([...reserved('Named')].sort()).toEqual(['id', 'maker', 'price', 'sku', 'weight']);
    expect([...reserved('Thing')].sort()).toEqual(['id', 'maker', 'price', 'sku', 'weight']);
    expect([...reserved('ItemConnection')]).toEqual([]);
    expect([...reserved('Unknown')]).toEqual([]);
  });
});
