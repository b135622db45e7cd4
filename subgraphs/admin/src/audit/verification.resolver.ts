import { DateTime } from '@sangam/kit/graphql/scalars';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { verifyAuditTrail } from './verification.service';
import { AuditTrailVerification } from './verification.types';

@Resolver()
export class VerificationResolver {
  @Mutation(() => AuditTrailVerification, { description: 'Looks through the chain of an organization, or of the platform, for the first place at which it was tampered with, and puts on record that it did. Administrators; those who administer the organization and act for it. Errors: FORBIDDEN, BAD_USER_INPUT.' })
  verifyAuditTrail(
    @Ctx() ctx: SubgraphContext,
    @Arg('organizationId', () => ID, { nullable: true, description: 'Whose chain; the platform\'s when absent.' }) organizationId: string | null,
    @Arg('from', () => DateTime, { nullable: true, description: 'Only entries that joined the chain at this instant or later.' }) from: Date | null,
    @Arg('to', () => DateTime, { nullable: true, description: 'Only entries that joined the chain before this instant.' }) to: Date | null,
  ): Promise<AuditTrailVerification> {
    return verifyAuditTrail(ctx, { organizationId: organizationId ?? null, from: from ?? null, to: to ?? null });
  }
}
