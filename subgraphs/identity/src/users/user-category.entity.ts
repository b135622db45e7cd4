import { IdColumn, IntegerColumn, TextColumn } from '@sangam/kit/database/columns';
import type { Transaction } from '@sangam/kit/database/transaction';
import { Entity } from 'typeorm';
import { PlatformRole, type User } from './user.entity';
import { UserType } from './user-type';

/** The platform roles and types of people once more, one a row: what lists of people are filtered by, and what is counted. */
@Entity('user_category')
export class UserCategory {
  @IdColumn()
  userId: string;

  @TextColumn({ length: 20, primary: true })
  category: PlatformRole | UserType;

  /** How often it was counted: writing locks the row. */
  @IntegerColumn({ default: 0 })
  counted: number;
}

/** Writes the rows of somebody whose roles and types were set in this transaction. */
export async function categorize(tx: Transaction, { id, platformRoles, userTypes }: Pick<User, 'id' | 'platformRoles' | 'userTypes'>): Promise<void> {
  const wanted = [...platformRoles, ...(userTypes ?? [])];
  const unwanted = [...Object.values(PlatformRole), ...Object.values(UserType)].filter((category) => !wanted.includes(category));
  await tx.delete(UserCategory, { userId: id, category: unwanted });
  for (const category of wanted) await tx.upsert(UserCategory, { userId: id, category }, { on: ['userId', 'category'] });
}
