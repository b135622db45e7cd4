import { enter } from './access-entrances';
import { OWN, type AccessWorld, type HostileInput, type PublicSpecimen } from './access-specimens';
import { expectNothingOfTheOwners, type AccessStage, type Scene } from './access-stage';

/** A root field for everybody: it works for nobody in particular, and hostile input is refused with a code and leaves nothing behind. */
export function describePublicField<W extends AccessWorld>(stage: AccessStage<W>, name: string, specimen: PublicSpecimen<W>): void {
  const [, field = ''] = name.split('.');
  describe(`${name}, for everybody`, () => {
    let scene: Scene<W>;
    beforeAll(async () => {
      scene = await stage.firstScene(specimen);
    });

    const tryInput = async (entrance: 'HTTP' | 'WebSocket', { variables, outcome }: HostileInput<W>): Promise<void> => {
      const before = await stage.tables();
      const sent = variables(scene.world);
      const answer = await enter(entrance, stage.graph.anonymous(), { document: specimen.document, variables: sent });
      expectNothingOfTheOwners(scene, answer, sent);
      expect(answer.status ?? 200).toBeLessThan(500);
      expect(answer.errors.map(({ extensions }) => extensions.code)).toEqual(outcome === OWN ? [] : [outcome]);
      if (outcome === OWN) await stage.expectOwnersRowsKept(scene, before);
      else await stage.expectUntouched(before, specimen.counts);
    };
    for (const [what, input] of Object.entries(specimen.hostile)) {
      it.each(['HTTP', 'WebSocket'] as const)(`answers ${what} over %s: ${input.outcome}`, (entrance) => tryInput(entrance, input));
    }
    it('answers a friendly caller who is not signed in', async () => {
      const { data, errors } = await stage.graph.anonymous().run(specimen.document, specimen.variables(scene.world));

      expect(errors).toEqual([]);
      expect((data as Record<string, unknown>)[field]).not.toBeNull();
    });
  });
}
