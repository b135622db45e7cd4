import { ReferenceColumn, TextColumn } from '../database/columns';
import type { Where } from '../database/where';
import { AppError } from '../errors/app-error';
import { UNAUTHENTICATED } from '../errors/codes';
import type { Viewer } from './viewer';

export type OwnerType = 'USER' | 'ORGANIZATION';

/** Whose a row is. Part of every condition on it and first in every index; ids alone would mix two kinds of tenants. */
export interface Owned {
  readonly ownerType: OwnerType;
  readonly ownerId: string;
}

/** `@OwnerTypeColumn() ownerType: OwnerType;` beside `@OwnerIdColumn() ownerId: string;`. In migrations `table.owner()`. */
export function OwnerTypeColumn(): PropertyDecorator {
  return TextColumn({ length: 12 });
}

export function OwnerIdColumn(): PropertyDecorator {
  return ReferenceColumn();
}

/** For whom the viewer acts: the organization that the request names, else the person. @throws AppError UNAUTHENTICATED without a person. */
export function ownerOf({ userId, organizationId }: Pick<Viewer, 'userId' | 'organizationId'>): Owned {
  if (userId === null) throw new AppError(UNAUTHENTICATED);
  return organizationId === null ? { ownerType: 'USER', ownerId: userId } : { ownerType: 'ORGANIZATION', ownerId: organizationId };
}

/** A person as an owner, e.g. of those whom an event concerns. */
export function personAsOwner(userId: string): Owned {
  return { ownerType: 'USER', ownerId: userId };
}

/** Conditions on the rows of one owner; what else is asked for cannot name another: `ownedBy<Note>(ownerOf(ctx.viewer), { id })`. */
export function ownedBy<E extends Owned>({ ownerType, ownerId }: Owned, where: Omit<Where<E>, keyof Owned> = {} as Omit<Where<E>, keyof Owned>): Where<E> {
  return { ...where, ownerType, ownerId } as unknown as Where<E>;
}

/** Whether a row belongs to whom the viewer acts for; for reference guards. */
export function isOwner(viewer: Pick<Viewer, 'userId' | 'organizationId'>, row: Owned): boolean {
  if (viewer.userId === null) return false;
  const { ownerType, ownerId } = ownerOf(viewer);
  return row.ownerType === ownerType && row.ownerId === ownerId;
}
