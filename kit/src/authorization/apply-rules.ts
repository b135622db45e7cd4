import { isObjectType, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import { applyMiddleware } from 'graphql-middleware';
import { allow, rule as shieldRule, shield } from 'graphql-shield';
import { AppError } from '../errors/app-error';
import { FORBIDDEN } from '../errors/codes';
import { refuseForbiddenText } from '../graphql/forbidden-text';
import type { SubgraphContext } from '../running/context';
import { anyone } from './basic-rules';
import { checkCompleteness, type Protection } from './completeness';
import { ROOT_TYPES, type SubgraphRules } from './merge-rules';
import type { Rule, RuleInput } from './rules';

type Middleware = Record<string, Record<string, unknown>>;

/**
 * Puts graphql-shield in front of every ruled field and of nothing else: an unruled field costs nothing, and safety
 * comes from the completeness check instead of a fallback. Subscriptions are refused before their stream opens.
 */
export function applyRules(schema: GraphQLSchema, { subgraph, rules, references }: Protection): GraphQLSchema {
  checkCompleteness(schema, { subgraph, rules, references });
  const ruled = ruledFields(rules);
  const resumes = takeSubscriptionResolvers(schema);
  const generator = shield(shieldTree(subgraph, ruled) as Parameters<typeof shield>[0], {
    allowExternalErrors: true, fallbackRule: allow, fallbackError: new AppError(FORBIDDEN),
  });
  const guarded = applyMiddleware(schema, pruned(generator.generate(schema) as Middleware, ruled) as Parameters<typeof applyMiddleware>[1]);
  putBackSubscriptionResolvers(guarded, resumes);
  guardRootArguments(guarded);
  return guarded;
}

function ruledFields(rules: SubgraphRules): Record<string, Record<string, Rule>> {
  const fields: Record<string, Record<string, Rule>> = {};
  for (const root of ROOT_TYPES) fields[root] = deciding(rules.roots[root]);
  for (const [type, rule] of Object.entries(rules.types)) if (typeof rule === 'object') fields[type] = deciding(rule.fields);
  return Object.fromEntries(Object.entries(fields).filter(([, ruled]) => Object.keys(ruled).length > 0));
}

/** A field open to everybody needs no wrapper. */
function deciding(fields: Readonly<Record<string, Rule>>): Record<string, Rule> {
  return Object.fromEntries(Object.entries(fields).filter(([, rule]) => rule !== anyone));
}

function shieldTree(subgraph: string, ruled: Record<string, Record<string, Rule>>): Record<string, Record<string, unknown>> {
  return mapFields(ruled, (rule, type, field) =>
    shieldRule(`${subgraph}.${type}.${field}`, { cache: 'no_cache' })((parent: unknown, args: Record<string, unknown>, ctx: SubgraphContext) =>
      verdict(rule, { viewer: ctx.viewer, caller: ctx.caller, parent, args, now: ctx.clock.now() }),
    ),
  );
}

/** Shield takes a rule that throws for a refusal; a bug must stay a failure, so it is handed over as an error. */
function verdict(rule: Rule, input: RuleInput): Error | true {
  try {
    const refusal = rule.decide(input);
    return refusal ? new AppError(refusal) : true;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function pruned(generated: Middleware, ruled: Record<string, Record<string, Rule>>): Middleware {
  return mapFields(ruled, (_, type, field) => {
    const wrapper = generated[type]?.[field];
    if (!wrapper) throw new Error(`A rule names ${type}.${field}, which does not exist.`);
    return wrapper;
  });
}

function mapFields<R>(ruled: Record<string, Record<string, Rule>>, map: (rule: Rule, type: string, field: string) => R): Record<string, Record<string, R>> {
  return Object.fromEntries(
    Object.entries(ruled).map(([type, fields]) => [type, Object.fromEntries(Object.entries(fields).map(([field, rule]) => [field, map(rule, type, field)]))]),
  );
}

type Resume = GraphQLFieldResolver<unknown, unknown> | undefined;

/** graphql-middleware wraps `resolve` or `subscribe`, and prefers `resolve`: without this a stream opens unguarded. */
function takeSubscriptionResolvers(schema: GraphQLSchema): Map<string, Resume> {
  const resumes = new Map<string, Resume>();
  for (const field of Object.values(schema.getSubscriptionType()?.getFields() ?? {})) {
    resumes.set(field.name, field.resolve);
    delete field.resolve;
  }
  return resumes;
}

function putBackSubscriptionResolvers(schema: GraphQLSchema, resumes: Map<string, Resume>): void {
  for (const field of Object.values(schema.getSubscriptionType()?.getFields() ?? {})) {
    const resume = resumes.get(field.name);
    if (resume) field.resolve = resume;
  }
}

/** Refuses text that cannot be stored or compared alike everywhere, before any resolver sees it. */
function guardRootArguments(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      if (field.args.length === 0 || field.name === '_entities') continue;
      const entrance = type === schema.getSubscriptionType() ? 'subscribe' : 'resolve';
      const next = field[entrance];
      if (!next) continue;
      field[entrance] = (parent, args, ctx, info): unknown => {
        refuseForbiddenText(args);
        return next(parent, args, ctx, info);
      };
    }
  }
}
