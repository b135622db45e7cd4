import type { AccessWorld, Actor, RouteSpecimen } from './access-specimens';
import { expectNothingOfTheOwners, type AccessStage, type Scene } from './access-stage';

const DEFAULTS: Readonly<Record<Actor, number>> = { anonymous: 401, stranger: 404, otherTenant: 404, lowerRole: 403, removed: 404, expired: 401, revoked: 401 };

/** A REST route: each actor's status, nothing shown; nothing written where it is refused, nothing of the owner's changed where it is not; then the owner's. */
export function describeRoute<W extends AccessWorld>(stage: AccessStage<W>, name: string, specimen: RouteSpecimen<W>): void {
  describe(name, () => {
    let scene: Scene<W>;
    beforeAll(async () => {
      scene = await stage.firstScene(specimen);
    });
    it.each(stage.actors)('answers %s with the declared status', async (actor) => {
      const client = await scene.cast.actor(actor);
      const before = await stage.tables();
      const response = await specimen.send(client, scene.world, actor);
      expectNothingOfTheOwners(scene, { text: await response.text() });
      expect(response.status).toBe(specimen.statuses?.[actor] ?? DEFAULTS[actor]);
      await (response.ok ? stage.expectOwnersRowsKept(scene, before) : stage.expectUntouched(before));
    });
    it('succeeds for the owner', async () => {
      expect((await specimen.send(scene.cast.owner(), scene.world, 'owner')).status).toBe(specimen.status);
    });
  });
}
