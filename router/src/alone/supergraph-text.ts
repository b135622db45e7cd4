import { StartError } from '@sangam/kit/errors/start-error';
import { Kind, parse, visit, type DocumentNode, type EnumValueDefinitionNode } from 'graphql';

/** Where a subgraph is, as the supergraph says. */
export interface JoinedSubgraph {
  /** By which plans call it. */
  readonly name: string;
  readonly url: URL;
}

/** A supergraph as composition writes it. */
export interface SupergraphText {
  readonly sdl: string;
  readonly subgraphs: readonly JoinedSubgraph[];
}

const TITLE = 'The supergraph cannot be served:';

/** Reads where the subgraphs of a supergraph are. @throws StartError for what is no supergraph, or names no address that can be asked */
export function readSupergraphText(sdl: string): SupergraphText {
  const graphs = graphValues(parsed(sdl));
  if (graphs.length === 0) throw new StartError(TITLE, ['It names no subgraphs (no enum join__Graph): compose it first, for example with `rover supergraph compose`.']);
  const subgraphs = graphs.map(joinOf);
  const problems = subgraphs.flatMap(({ name, url }) => (isAddress(url) ? [] : [`${name}: "${url}" is no http or https address.`]));
  if (problems.length > 0) throw new StartError(TITLE, problems);
  return { sdl, subgraphs: subgraphs.map(({ name, url }) => ({ name, url: new URL(url) })) };
}

/** What whoever wrote the supergraph has to know of an error that was met while it was read. */
export function supergraphFailure(error: unknown): StartError {
  if (error instanceof StartError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const unsupported = [...message.matchAll(/feature \S*\/([\w-]+)\/(v[\d.]+) is for: \w+ but is unsupported/g)].map(([, feature, version]) => `@${feature} (${version}) is not supported.`);
  return new StartError(TITLE, unsupported.length > 0 ? unsupported : [message.split('\n').filter(Boolean).slice(0, 3).join(' ')]);
}

function parsed(sdl: string): DocumentNode {
  try {
    return parse(sdl, { noLocation: true });
  } catch (error) {
    throw supergraphFailure(error);
  }
}

function graphValues(document: DocumentNode): readonly EnumValueDefinitionNode[] {
  return document.definitions.flatMap((definition) => (definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph' ? (definition.values ?? []) : []));
}

function joinOf(value: EnumValueDefinitionNode): { readonly name: string; readonly url: string } {
  const found = { name: value.name.value, url: '' };
  visit(value, {
    Argument({ name, value: given }) {
      if (given.kind === Kind.STRING && (name.value === 'name' || name.value === 'url')) found[name.value] = given.value;
    },
  });
  return found;
}

function isAddress(url: string): boolean {
  return URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol);
}
