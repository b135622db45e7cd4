import { AppError, notFound } from '@sangam/kit/errors/app-error';
import { SIGNATURE_INVALID } from '@sangam/kit/errors/codes';
import { defineRoute, type RouteRequest } from '@sangam/kit/http/define-route';
import { jsonBody } from '@sangam/kit/http/json-body';
import { verifyHmac } from '@sangam/kit/http/verify-hmac';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { isId } from '@sangam/kit/ids/new-id';
import { z } from 'zod';
import { identitySettings } from '../settings';
import { accountFacts } from '../users/account-facts';
import { validateToken } from './token-validation.service';

/** Both only read: within a minute the same call may come again. */
const TOLERANCE_MS = 60_000;
const MAX_TOKEN = 8_192;
const RATE = { limit: 600, windowSeconds: 60, per: 'ip' } as const;
const SIGNED = '`X-Service-Signature: <epoch seconds>:<hex of HMAC-SHA256 over time, method, path with query and body, each but the last followed by a line feed>`, at most a minute old';

export const validateTokenRoute = defineRoute({
  method: 'POST', path: '/internal/auth/validate-token', bodyLimit: 16_384, rate: RATE, covers: ['truevalue-121'],
  description: `For services outside, signed with ${SIGNED}: whose an access token is (\`token\` in the JSON body) and whether it opens the product now. Errors: SIGNATURE_INVALID, REPLAYED, BAD_USER_INPUT.`,
  handle: async (ctx, request) => {
    verifyService(ctx, request);
    const { token } = jsonBody(request, z.strictObject({ token: z.string().min(1).max(MAX_TOKEN) }));
    return { status: 200, body: await validateToken(ctx, token) };
  },
});

export const userRoute = defineRoute({
  method: 'GET', path: '/internal/auth/user/:id', rate: RATE, covers: ['truevalue-122'],
  description: `For services outside, signed with ${SIGNED}: name, address and status of a person. Errors: SIGNATURE_INVALID, REPLAYED, NOT_FOUND.`,
  handle: async (ctx, request) => {
    verifyService(ctx, request);
    const { id: userId = '' } = request.params;
    if (!isId(userId)) throw notFound();
    const { id, email, displayName, firstName, lastName, status } = await accountFacts(ctx, userId);
    return { status: 200, body: { id, email, display_name: displayName, first_name: firstName, last_name: lastName, status } };
  },
});

/** @throws AppError SIGNATURE_INVALID, REPLAYED */
function verifyService(ctx: SubgraphContext, request: RouteRequest): void {
  const secrets = ctx.settings.of(identitySettings).SERVICE_HMAC_SECRETS;
  if (secrets.length === 0) throw new AppError(SIGNATURE_INVALID);
  verifyHmac(ctx, request, { form: 'request', header: 'X-Service-Signature', secrets, toleranceMs: TOLERANCE_MS });
}
