import { connection, type ConnectionJoin } from '@sangam/kit/database/keyset';
import type { Where } from '@sangam/kit/database/where';
import { badInput } from '@sangam/kit/errors/app-error';
import type { Connection, ConnectionArguments } from '@sangam/kit/graphql/connections';
import { OrderDirection } from '@sangam/kit/graphql/order-direction';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { UserCategory } from '../users/user-category.entity';
import { User } from '../users/user.entity';
import { UserOrderField, type UserFilter, type UserOrder } from './user-list.inputs';

const MIN_SEARCH = 2;
const MAX_SEARCH = 100;
const COLUMNS = { CREATED_AT: 'createdAt', DISPLAY_NAME: 'displayName', EMAIL: 'emailCanonical' } as const satisfies Record<UserOrderField, keyof User>;

export interface UserQuestion {
  readonly filter: UserFilter | null | undefined;
  readonly orderBy: UserOrder | null | undefined;
  readonly args: ConnectionArguments;
}

/** People for administrators, newest first unless asked otherwise. @throws AppError BAD_USER_INPUT */
export function usersForAdministrator(ctx: SubgraphContext, { filter, orderBy, args }: UserQuestion): Promise<Connection<User>> {
  const { field, direction } = orderBy ?? { field: UserOrderField.CREATED_AT, direction: OrderDirection.DESC };
  return connection(ctx, User, { where: conditions(filter ?? {}), join: categories(filter ?? {}), search: searched(filter ?? {}), orderBy: [{ property: COLUMNS[field], direction }], args });
}

function conditions({ statuses, emailVerified, createdFrom, createdTo }: UserFilter): Where<User> {
  const [from, to] = [createdFrom ?? undefined, createdTo ?? undefined];
  if (from && to && from.getTime() >= to.getTime()) throw badInput({ path: 'filter.createdTo', reason: 'RANGE', detail: 'must lie after createdFrom' });
  return {
    ...(statuses && { status: statuses }), ...(typeof emailVerified === 'boolean' && { emailVerified }),
    ...((from ?? to) !== undefined && { createdAt: { from, to } }),
  };
}

function categories({ userTypes, platformRoles }: UserFilter): ConnectionJoin<User, UserCategory>[] {
  const wanted = [userTypes, platformRoles].filter((categories) => categories !== null && categories !== undefined);
  return wanted.map((category) => ({ entity: UserCategory, on: ['id', 'userId'], where: { category } }));
}

function searched({ search }: UserFilter) {
  if (search === null || search === undefined) return undefined;
  const text = search.trim();
  if (text.length < MIN_SEARCH || text.length > MAX_SEARCH) throw badInput({ path: 'filter.search', reason: 'RANGE', detail: `${MIN_SEARCH} to ${MAX_SEARCH} characters` });
  return { in: ['displayName', 'emailCanonical'] as const, text };
}
