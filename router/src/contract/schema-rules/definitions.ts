import type { SubgraphDefinition } from '@sangam/kit/running/define-subgraph';
import { healthRoutes } from '../../pages/health-routes';

type Defined = Pick<SubgraphDefinition, 'name' | 'features'>;

/** Paths that the router answers itself; a route there would take them over. */
const RESERVED = ['/graphql', '/graphiql', '/metrics', '/mailbox', ...healthRoutes.map(({ path }) => path)];

/** What manifests declare besides schemas: names that say whose they are, once each, and routes that take nothing over. */
export function definitionProblems(subgraphs: readonly Defined[]): string[] {
  const routes = subgraphs.flatMap(({ name, features }) => features.flatMap((feature) => (feature.routes ?? []).map((route) => ({ name, key: `${route.method} ${route.path.replace(/:\w+/g, ':')}`, path: route.path }))));
  return [
    ...subgraphs.flatMap(nameProblems),
    ...routes.filter(({ path }) => RESERVED.includes(path) || path.startsWith('/.well-known/')).map(({ name, key }) => `${name}: the route ${key} takes over a path of the router.`),
    ...repeated(routes.map(({ key }) => key)).map((key) => `Two routes answer ${key}.`),
  ];
}

function nameProblems({ name, features }: Defined): string[] {
  const jobs = features.flatMap((feature) => (feature.jobs ?? []).map((job) => job.name));
  const handlers = features.flatMap((feature) => (feature.handlers ?? []).map((handler) => handler.name));
  const pattern = new RegExp(`^${name}\\.[a-z]+(-[a-z0-9]+)+$`);
  return [
    ...jobs.filter((job) => !pattern.test(job)).map((job) => `${name}: the job ${job} is not ${name}.<verb>-<noun>.`),
    ...repeated(jobs).map((job) => `${name}: two jobs are called ${job}.`),
    ...repeated(handlers).map((handler) => `${name}: two handlers are called ${handler}.`),
  ];
}

/** An event belongs to the subgraph that records it: `schema/events/<subgraph>.ts`. */
export function eventProblems(events: readonly { readonly file: string; readonly type: string }[], subgraphs: readonly string[]): string[] {
  return events.flatMap(({ file, type }) => {
    const owner = type.split('.')[0] ?? '';
    if (!subgraphs.includes(owner)) return [`${file}: the event ${type} belongs to no subgraph of the build.`];
    return file === `schema/events/${owner}.ts` ? [] : [`${file}: the event ${type} belongs into schema/events/${owner}.ts.`];
  });
}

function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
