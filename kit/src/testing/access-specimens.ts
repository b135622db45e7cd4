import type { DocumentNode } from 'graphql';
import type { Viewer } from '../authorization/viewer';
import type { SubgraphDefinition } from '../running/define-subgraph';
import type { TestClient, TestGraph, TestPerson } from './harness';

/**
 * Who tries besides the owner. `stranger`: signed in, with no part in anything. `otherTenant`: the highest role and all
 * permissions of another organization. `lowerRole`: takes part with fewer rights. `removed`: took part once. `expired`
 * and `revoked`: the owner's own access token after its end, or after the sign-out.
 */
export type Actor = 'anonymous' | 'stranger' | 'otherTenant' | 'lowerRole' | 'removed' | 'expired' | 'revoked';
export const ACTORS: readonly Actor[] = ['anonymous', 'stranger', 'otherTenant', 'lowerRole', 'removed', 'expired', 'revoked'];

/**
 * What an actor gets: the code of the refusal; `own`: an answer about the actor's own affairs, which shows nothing of the
 * owner's and changes nothing of it; `allowed`: what the owner gets.
 */
export type Outcome = string;
export const OWN = 'own';
export const ALLOWED = 'allowed';

/** What the owner made before anybody tries anything. */
export interface AccessWorld {
  readonly owner: TestPerson;
  readonly lowerRole?: TestPerson;
  readonly removed?: TestPerson;
  /** Ids and texts of the owner's objects that only those who take part may ever be shown. */
  readonly secrets: readonly string[];
}

/** What a specimen needs of the world beyond what all have; made before anybody tries. Further secrets join those of all. */
export type ExtendWorld<W extends AccessWorld> = (graph: TestGraph, world: W) => Promise<Partial<W>>;

export interface InWorld<W extends AccessWorld> {
  readonly extend?: ExtendWorld<W>;
}

/** A root field that asks who is calling: an operation that succeeds for the owner, and what everybody else gets. */
export interface FieldSpecimen<W extends AccessWorld> extends InWorld<W> {
  /** Selects the one root field. */
  readonly document: DocumentNode;
  readonly variables?: (world: W) => object;
  /** What the owner's viewer has besides the user id, e.g. a login session; or somebody else in the owner's place. */
  readonly viewer?: (world: W) => Partial<Viewer>;
  /** Where it is not the default: UNAUTHENTICATED, NOT_FOUND, FORBIDDEN for the lower role, TOKEN_EXPIRED, SESSION_REVOKED. */
  readonly outcomes?: Partial<Record<Actor, Outcome>>;
  /** Tables that a refused attempt may change, such as a count of failures. */
  readonly counts?: readonly string[];
  /** Subscriptions: lets something happen that the stream of `client` tells: the owner's, or an actor's of its own affairs. */
  readonly provoke?: (world: W, client: TestClient) => Promise<unknown>;
}

/** A root field for everybody: hostile input instead of hostile callers. */
export interface PublicSpecimen<W extends AccessWorld> extends InWorld<W> {
  readonly document: DocumentNode;
  /** Succeeds, so that the hostile ones differ from it in what they say only. */
  readonly variables: (world: W) => object;
  readonly hostile: Readonly<Record<string, HostileInput<W>>>;
  /** Tables that a refused attempt may change, such as a count of failures. */
  readonly counts?: readonly string[];
}

export interface HostileInput<W extends AccessWorld> {
  readonly variables: (world: W) => object;
  /** Code of the refusal; `own` where it is harmless. */
  readonly outcome: Outcome;
}

/** An operation for other parts of the product only. */
export interface InternalSpecimen<W extends AccessWorld> extends InWorld<W> {
  readonly document: DocumentNode;
  readonly variables?: (world: W) => object;
}

/** An entity that `_entities` resolves here, or to which this subgraph contributes ruled fields. */
export interface EntitySpecimen<W extends AccessWorld> extends InWorld<W> {
  /** Key fields of the owner's one. */
  readonly key: (world: W) => Readonly<Record<string, unknown>>;
  /** Who besides the owner is shown it. Default: nobody. */
  readonly visibleTo?: readonly Actor[];
  /** Private fields that are null for the owner's one; the owner is shown them without an error. */
  readonly empty?: readonly string[];
}

/** A REST route. */
export interface RouteSpecimen<W extends AccessWorld> extends InWorld<W> {
  readonly send: (client: TestClient, world: W, sender: Actor | 'owner') => Promise<Response>;
  /** Status that the owner gets. */
  readonly status: number;
  /** Where it is not the default: 401 without a valid token, 404 for everybody else. */
  readonly statuses?: Partial<Record<Actor, number>>;
}

export interface AccessSpecimens<W extends AccessWorld> {
  readonly definition: SubgraphDefinition;
  /** Of the actors that need a person of the world, those that this one has. */
  readonly persons?: readonly ('lowerRole' | 'removed')[];
  /** Subgraphs that run with it; identity must be among them. */
  readonly subgraphs: readonly string[];
  readonly world: (graph: TestGraph) => Promise<W>;
  /** Tables whose rows nobody may remove: they stay from one specimen to the next. */
  readonly keeps?: readonly string[];
  /** Settings that differ from the test defaults, e.g. a webhook's secret or the address of a server that the tests start. */
  readonly environment?: Readonly<Record<string, string>> | (() => Promise<Readonly<Record<string, string>>>);
  /** By root field, e.g. `Query.note`. */
  readonly fields: Readonly<Record<string, FieldSpecimen<W>>>;
  readonly publicFields?: Readonly<Record<string, PublicSpecimen<W>>>;
  readonly internalFields?: Readonly<Record<string, InternalSpecimen<W>>>;
  /** By type. */
  readonly entities: Readonly<Record<string, EntitySpecimen<W>>>;
  /** By method and path as declared, e.g. `POST /notes/:id`. */
  readonly routes?: Readonly<Record<string, RouteSpecimen<W>>>;
}
