import { connectionOf } from '@sangam/kit/graphql/connections';
import { LoginSession } from './login-session.entity';

export const LoginSessionConnection = connectionOf(() => LoginSession, 'LoginSession');
