import { AppError } from '@sangam/kit/errors/app-error';
import { INVALID_TOKEN, TOKEN_EXPIRED } from '@sangam/kit/errors/codes';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { kitSettings } from '@sangam/kit/settings/kit-settings';
import { createLocalJWKSet, errors, jwtVerify } from 'jose';
import { z } from 'zod';
import { ALGORITHM, publicKeys } from './signing-keys.service';

export interface AccessTokenContent {
  readonly userId: string;
  readonly sessionId: string;
  /** Epoch seconds. */
  readonly expiresAt: number;
}

const payloadSchema = z.object({ sub: z.string().min(1), sid: z.string().min(1), exp: z.number() });

/** What an access token says whose signature holds; whether its session still lives is another question. @throws AppError TOKEN_EXPIRED, INVALID_TOKEN */
export async function readAccessToken(ctx: SubgraphContext, token: string): Promise<AccessTokenContent> {
  const { TOKEN_AUDIENCE: audience, TOKEN_ISSUER: issuer } = ctx.settings.of(kitSettings);
  const keys = createLocalJWKSet({ keys: await publicKeys(ctx) });
  try {
    const { payload } = await jwtVerify(token, keys, { algorithms: [ALGORITHM], audience, issuer, typ: 'at+jwt', currentDate: new Date(ctx.clock.now()), clockTolerance: 0 });
    const { sub, sid, exp } = payloadSchema.parse(payload);
    return { userId: sub, sessionId: sid, expiresAt: exp };
  } catch (error) {
    throw new AppError(error instanceof errors.JWTExpired ? TOKEN_EXPIRED : INVALID_TOKEN);
  }
}
