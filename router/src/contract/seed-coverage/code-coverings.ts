import type { FeatureDefinition } from '@sangam/kit/running/define-feature';
import type { HealthRoute } from '../../pages/health-routes';
import type { LoadedSubgraph } from '../emitted/load-subgraphs';
import type { Covering } from './covering';

/** What routes, jobs and handlers of the subgraphs say they cover. */
export function codeCoverings(subgraphs: readonly Pick<LoadedSubgraph, 'name' | 'definition'>[]): Covering[] {
  return subgraphs.flatMap(({ name, definition }) => definition.features.flatMap((feature) => featureCoverings(name, feature)));
}

/** What the router answers itself. */
export function routerCoverings(routes: readonly HealthRoute[]): Covering[] {
  return routes.map(({ method, path, covers }) => ({ kind: 'route', subgraph: 'router', target: `${method} ${path}`, executedAs: `${method} ${path}`, covers }));
}

function featureCoverings(subgraph: string, { routes = [], jobs = [], handlers = [] }: FeatureDefinition): Covering[] {
  return [
    ...routes.map(({ method, path, covers = [] }): Covering => ({ kind: 'route', subgraph, target: `${method} ${path}`, executedAs: `${method} ${path}`, covers })),
    ...jobs.map(({ name, covers = [] }): Covering => ({ kind: isMail(name) ? 'mail' : 'job', subgraph, target: name, executedAs: name, covers })),
    ...handlers.map(({ name, covers = [] }): Covering => ({ kind: isMail(name) ? 'mail' : 'job', subgraph, target: `${subgraph}.${name}`, executedAs: `${subgraph}.${name}`, covers })),
  ].filter(({ covers }) => covers.length > 0);
}

/** Work whose visible effect is a mail is named for it: `identity.send-verification-mail`. */
function isMail(name: string): boolean {
  return /(?:^|[.-])mail$/.test(name);
}
