import type { SubgraphReads } from '@sangam/kit/authorization/declared-reads';
import type { ViewerReads } from '@sangam/kit/authorization/viewer';
import { parse } from 'graphql';
import { subgraphTypes } from '../planning/subgraph-types';
import { typeTable } from '../planning/type-table';

/** What a subgraph's executions read of the viewer, with as much of its types as it takes to find out. */
export interface ViewFacts {
  /** What answering one field of an object type reads; `user` for a type that is not known. */
  readsOfField(type: string, field: string): ViewerReads;
  /** What handing out an object type behind a reference reads. */
  readsOfReference(type: string): ViewerReads;
  /** Type of a field's values, without lists; undefined where it is not known. */
  fieldType(parent: string, field: string): string | undefined;
  /** Object types that a value of this type may turn out to have. */
  runtimeTypes(type: string): readonly string[];
}

/** `schema/reads.json`. */
export type EmittedReads = Readonly<Record<string, SubgraphReads>>;

/** @returns facts by the name of the subgraph. */
export function viewFacts(supergraphSdl: string, emitted: EmittedReads): ReadonlyMap<string, ViewFacts> {
  const document = parse(supergraphSdl, { noLocation: true });
  const types = subgraphTypes(document, typeTable(document));
  return new Map(Object.entries(emitted).map(([subgraph, reads]) => {
    // Maps, because names of a schema may be those of Object's own members.
    const known = new Map(Object.entries(reads).map(([type, { reference, fields }]) => [type, { reference: reference ?? 'nothing', fields: new Map(Object.entries(fields ?? {})) }]));
    return [subgraph, {
      readsOfField(type, field) {
        const found = known.get(type);
        return found ? (found.fields.get(field) ?? 'nothing') : 'user';
      },
      readsOfReference: (type) => known.get(type)?.reference ?? 'user',
      fieldType: (parent, field) => types.fieldType(subgraph, parent, field),
      runtimeTypes: (type) => (known.has(type) ? [type] : types.runtimeTypes(subgraph, type)),
    } satisfies ViewFacts];
  }));
}
