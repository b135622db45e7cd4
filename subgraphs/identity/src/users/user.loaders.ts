import { byId } from '@sangam/kit/database/loaders';
import { User } from './user.entity';

/** People by id, one statement per batch. */
export const userById = byId(User);
