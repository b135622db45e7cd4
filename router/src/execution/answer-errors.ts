import { INTERNAL_SERVER_ERROR } from '@sangam/kit/errors/codes';
import type { GraphQLFormattedError } from 'graphql';
import type { NormalOperation } from '../planning/normal-operation';
import type { Violation } from './answer-writer';
import { clientPaths, type ResponsePath } from './client-paths';
import type { Collecting } from './collected-fields';
import { pathsTo } from './places';
import type { ErrorReport, LookedUp, Run } from './run';

/** What subgraphs reported, at the places that the client knows. */
export function reportedErrors<C>(run: Run<C>, collecting: Collecting, { kind, client }: NormalOperation): GraphQLFormattedError[] {
  const root = collecting.schema.getRootType(kind);
  if (!root) return [];
  const found: GraphQLFormattedError[] = [];
  const met = new Set<string>();
  const add = (error: GraphQLFormattedError): void => {
    const key = JSON.stringify([error.path ?? null, error.message, error.extensions?.code ?? null]);
    if (!met.has(key)) found.push(error);
    met.add(key);
  };
  for (const report of run.reports) {
    for (const error of report.errors) {
      const { message, extensions } = error;
      const inData = dataPaths(run, report, error.path);
      const seen = inData.flatMap((path) => clientPaths(collecting, root, { set: client.selectionSet, data: run.data, path }));
      if (seen.length === 0) add({ message, ...(extensions && { extensions }) });
      for (const path of seen) add({ message, path, ...(extensions && { extensions }) });
    }
  }
  return found;
}

/** Where the value that an error speaks of stands, or would stand, in the data. */
function dataPaths<C>(run: Run<C>, report: ErrorReport, path: ResponsePath | undefined): ResponsePath[] {
  const { lookup } = report;
  if (lookup) return lookedUpPaths(run, lookup, path);
  if (path === undefined) return [];
  if (report.at.length === 0) return [path];
  const keys = report.at.flatMap((step) => ('key' in step ? [step.key] : []));
  return [[...keys, ...path]];
}

/** An error of an entity belongs to every object that it stands for; one that names no entity to the first object asked for. */
function lookedUpPaths<C>(run: Run<C>, { paths, targets, unanswered }: LookedUp, path: ResponsePath | undefined): ResponsePath[] {
  const [, index, ...rest] = path ?? [];
  const named = typeof index === 'number' ? (unanswered ? targets.flat() : targets[index]) : undefined;
  const meant = new Set(named ?? targets[0]?.slice(0, 1));
  const places = paths.map((steps) => pathsTo(run.data, steps, meant));
  const found = places.flatMap((byTarget) => [...byTarget.values()].flat());
  return (named ? found : found.slice(0, 1)).map((place) => [...place, ...(named ? rest : [])]);
}

/** Values that are missing without anybody having said why. */
export function violationErrors(violations: readonly Violation[], reported: readonly GraphQLFormattedError[]): GraphQLFormattedError[] {
  return violations.filter(({ path }) => !reported.some((error) => explains(error.path, path))).map(({ path, reason }) => ({
    message: MESSAGES[reason], path, extensions: { code: INTERNAL_SERVER_ERROR.code },
  }));
}

const MESSAGES: Readonly<Record<Violation['reason'], string>> = {
  MISSING: 'A required value is missing.',
  NOT_OF_TYPE: 'A value does not have the type that the schema promises.',
};

/** An error at, around or inside the missing value is why it is missing; one without a place may be. */
function explains(known: ResponsePath | undefined, path: ResponsePath): boolean {
  if (known === undefined) return true;
  const length = Math.min(known.length, path.length);
  return known.slice(0, length).every((step, index) => step === path[index]);
}
