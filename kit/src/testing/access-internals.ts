import { enter } from './access-entrances';
import type { AccessWorld, InternalSpecimen } from './access-specimens';
import { expectNothingOfTheOwners, type AccessStage, type Scene } from './access-stage';
import type { TestClient } from './harness';

/** An internal operation: clients cannot name it, the router may not call it for them, other parts of the product may. */
export function describeInternalField<W extends AccessWorld>(stage: AccessStage<W>, { name, subgraph }: { readonly name: string; readonly subgraph: string }, specimen: InternalSpecimen<W>): void {
  const { document } = specimen;
  describe(`${name}, internal`, () => {
    let scene: Scene<W>;
    beforeAll(async () => {
      scene = await stage.firstScene(specimen);
    });
    const variables = (): object => specimen.variables?.(scene.world) ?? {};
    const callers: Readonly<Record<string, () => TestClient>> = {
      'somebody who is not signed in': () => stage.graph.anonymous(), 'the person concerned': () => scene.cast.owner(), 'an administrator': () => stage.graph.asAdmin(),
    };

    describe.each(Object.keys(callers))('for %s', (who) => {
      const client = (): TestClient => (callers[who] as () => TestClient)();

      it.each(['HTTP', 'WebSocket'] as const)('is no field of the graph over %s', async (entrance) => {
        const before = await stage.tables();
        const answer = await enter(entrance, client(), { document, variables: variables() });

        expect(answer.status ?? 400).toBe(400);
        expect(answer.data).toBeNull();
        expect(new Set(answer.errors.map(({ extensions }) => extensions.code))).toEqual(new Set(['GRAPHQL_VALIDATION_FAILED']));
        expect(answer.text).not.toMatch(/did you mean/i);
        await stage.expectUntouched(before);
      });

      it('is refused when the router asks for them', async () => {
        const before = await stage.tables();
        const { data, errors } = await stage.graph.atSubgraph(subgraph, { viewer: client().viewer, caller: 'router' }, document, variables());

        expect(Object.values(data ?? {}).filter((value) => value !== null)).toEqual([]);
        expect(errors.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
        expectNothingOfTheOwners(scene, { text: JSON.stringify(errors) });
        await stage.expectUntouched(before);
      });
    });

    it('answers another part of the product', async () => {
      const { data, errors } = await stage.graph.atSubgraph(subgraph, { viewer: null, caller: 'service' }, document, variables());

      expect(errors).toEqual([]);
      expect(Object.values(data ?? {})).not.toContain(null);
    });
  });
}
