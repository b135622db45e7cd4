import { reachable, specimenProblems } from './access-completeness';
import { describeEntities } from './access-entities';
import { describeField } from './access-fields';
import { describeInternalField } from './access-internals';
import { describePublicField } from './access-public-fields';
import { describeRoute } from './access-routes';
import type { AccessSpecimens, AccessWorld } from './access-specimens';
import { AccessStage } from './access-stage';
import { startGraph } from './harness';
import { forgottenPersonColumns } from '../personal-data/person-columns';
import { personalDataSpecimens } from './access-personal-data';

/**
 * Declares the tests of every entrance of a subgraph against every kind of caller: root fields over HTTP, WebSocket and
 * event streams, internal operations, `_entities` and private fields, routes. Something without a specimen is a failure,
 * so that a new field cannot be forgotten. After each refusal the tables of all subgraphs are as before.
 */
export function describeAccess<W extends AccessWorld>(given: AccessSpecimens<W>): void {
  const specimens: AccessSpecimens<W> = { ...given, internalFields: { ...given.internalFields, ...personalDataSpecimens<W>(given.definition) } };
  const stage = new AccessStage<W>(specimens);
  beforeAll(async () => {
    const { subgraphs, environment } = specimens;
    await stage.open(await startGraph({ subgraphs, environment: typeof environment === 'function' ? await environment() : environment }));
  });
  afterAll(() => stage.close());

  it('has a specimen for everything that can be reached', () => {
    expect(specimenProblems(specimens)).toEqual([]);
  });
  it('declares of every column that leads to a person what becomes of it when the person is erased', () => {
    expect(forgottenPersonColumns(specimens.definition)).toEqual([]);
  });
  for (const [name, specimen] of Object.entries(specimens.fields)) describeField(stage, name, specimen);
  for (const [name, specimen] of Object.entries(specimens.publicFields ?? {})) describePublicField(stage, name, specimen);
  for (const [name, specimen] of Object.entries(specimens.internalFields ?? {})) describeInternalField(stage, { name, subgraph: specimens.definition.name }, specimen);
  describeEntities(stage, specimens, reachable(specimens.definition).privateFields);
  for (const [name, specimen] of Object.entries(specimens.routes ?? {})) describeRoute(stage, name, specimen);
}
