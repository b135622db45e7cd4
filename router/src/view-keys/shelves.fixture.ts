import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { anyone, platformRole } from '@sangam/kit/authorization/basic-rules';
import { readsOf } from '@sangam/kit/authorization/narrow-viewer';
import { defineRules } from '@sangam/kit/authorization/rules';
import { anonymousViewer, type Viewer } from '@sangam/kit/authorization/viewer';
import { dropSchema } from '@sangam/kit/database/mysql-schema';
import { buildSubgraph } from '@sangam/kit/graphql/build-schema';
import { openProcess } from '@sangam/kit/running/open-process';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { defineFeature } from '@sangam/kit/running/define-feature';
import { defineSubgraph } from '@sangam/kit/running/define-subgraph';
import { kitSettings } from '@sangam/kit/settings/kit-settings';
import type { TestClient } from '@sangam/kit/testing/harness';
import { pino } from 'pino';
import { Ctx, Query, Resolver } from 'type-graphql';
import { composeGraph } from '../contract/emitted/compose';
import { readContract, type Contract } from '../starting/contract';
import { loadSettings } from '../starting/start-product';
import { startRouter } from '../starting/start-router';
import { testEnvironment } from '../testing/environment';
import { HttpClient } from '../testing/test-client';
import { startTestParts } from '../testing/test-parts';
import { TestViewers } from '../testing/test-viewers';
import { viewFacts } from './view-facts';

@Resolver()
class ShelfResolver {
  @Query(() => String, { nullable: true, description: 'How much of the viewer is known here.' })
  known(@Ctx() { viewer }: SubgraphContext): string {
    return `${readsOf(viewer)} in ${viewer.locale}`;
  }

  @Query(() => String, { nullable: true, description: 'For staff.' })
  storeroom(@Ctx() { viewer }: SubgraphContext): string {
    return viewer.platformRoles.join();
  }

  @Query(() => String, { nullable: true, description: 'Does not say what it reads.' })
  own(@Ctx() { viewer }: SubgraphContext): string | null {
    return viewer.userId;
  }

  @Query(() => String, { nullable: true, description: 'Says that it reads nothing.' })
  cheat(@Ctx() { viewer }: SubgraphContext): string | null {
    return viewer.userId;
  }
}

const feature = defineFeature({
  name: 'shelves', resolvers: [ShelfResolver],
  rules: defineRules({
    Query: { known: anyone, storeroom: platformRole('STAFF'), own: anyone, cheat: anyone },
    reads: { Query: { known: 'nothing', storeroom: 'nothing', cheat: 'nothing' } },
  }),
});

export interface Shelves {
  asUser(viewer: Partial<Viewer> & { readonly userId: string }): TestClient;
  /** Entries of the error log so far. */
  readonly errors: readonly { readonly requestId?: string; readonly err?: { readonly message: string }; readonly path?: unknown }[];
  stop(): Promise<void>;
}

/** The real router over a subgraph one of whose resolvers reads more of the viewer than it declares. */
export async function openShelves(apart: boolean): Promise<Shelves> {
  const folder = mkdtempSync(join(tmpdir(), 'sangam-'));
  const prefix = `test_${randomBytes(6).toString('hex')}_`;
  const shelves = defineSubgraph({ name: 'shelves', features: [feature], migrations: mkdtempSync(join(folder, 'migrations-')) });
  const settings = loadSettings([shelves], testEnvironment({ dataDir: folder, prefix }));
  const errors: Shelves['errors'][number][] = [];
  const opened = await openProcess('test', settings);
  const services = { ...opened, log: pino({ level: 'error' }, { write: (line: string) => void errors.push(JSON.parse(line) as Shelves['errors'][number]) }) };
  const contract = contractOf(shelves);
  const parts = await startTestParts({ definitions: [shelves], services, contract }, apart);
  const viewers = new TestViewers();
  const router = await startRouter({ services, parts, contract, wrapViewers: viewers.wrap, planHere: true });
  const door = { url: router.url, streamOpened: () => Promise.reject(new Error('unused')) };
  return {
    errors,
    asUser(about) {
      const viewer = { ...anonymousViewer('', ''), ...about };
      return new HttpClient(door, viewers.token(viewer), viewer);
    },
    async stop() {
      await router.stop();
      await parts.stop();
      await opened.close();
      const { DATABASE_URL } = settings.of(kitSettings);
      if (DATABASE_URL) await dropSchema(DATABASE_URL, `${prefix}shelves`);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function contractOf(definition: Parameters<typeof buildSubgraph>[0]): Contract {
  const { sdl, reads } = buildSubgraph(definition);
  const { supergraph } = composeGraph([{ name: definition.name, port: 4101, sdl, owns: new Set() }]);
  return { ...readContract(), supergraphSdl: supergraph, ruleFacts: new Map(), viewFacts: viewFacts(supergraph, { [definition.name]: reads }), routes: [], consumers: {} };
}
