import { DateTime } from '@sangam/kit/graphql/scalars';
import { Length } from 'class-validator';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { AuthenticationTokens } from '../sessions/session.inputs';
import { MfaMethod, MfaMethodKind } from './mfa-method.types';

@InputType({ description: 'A second proof of who somebody is.' })
export class MfaProofInput {
  @Field(() => MfaMethodKind, { description: 'What the code is of.' })
  method: MfaMethodKind;

  @Field(() => String, { description: 'Six digits of the authenticator app, or a backup code (hyphens, spaces and case do not matter), or for a passkey the JSON of the `PublicKeyCredential` (`toJSON`) that answers the request.' })
  code: string;
}

@InputType({ description: 'The second step of a sign-in.' })
export class VerifyMfaInput extends MfaProofInput {
  @Field(() => String, { description: '`loginToken` of `MfaRequired`: works once, for ten minutes and at most five codes, from the address of the first step.' })
  loginToken: string;

  @Field(() => String, { nullable: true, description: 'Name for this device in the list of sessions, 1 to 100 characters; absent: the one given with the first step.' })
  @Length(1, 100)
  deviceLabel?: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'An authenticator app to be set up; active only after `confirmTotp`. Shown once.' })
export class TotpEnrollment {
  @Field(() => ID, { description: 'Id for `confirmTotp`.' })
  id: string;

  @Field(() => String, { description: 'Secret for people who type it: base32, 32 characters.' })
  secret: string;

  @Field(() => String, { description: 'The same for apps: `otpauth://totp/…`.' })
  otpauthUri: string;

  @Field(() => String, { description: '`otpauthUri` as a QR code: an SVG in a `data:` URI.' })
  qrCode: string;

  @Field(() => DateTime, { description: 'Until when it can be confirmed: one hour.' })
  expiresAt: Date;
}

@InputType({ description: 'The first code of an authenticator app.' })
export class ConfirmTotpInput {
  @Field(() => ID, { description: 'The enrolment: the last one of the person.' })
  enrollmentId: string;

  @Field(() => String, { description: 'Six digits of the app; they work for nothing else afterwards.' })
  code: string;

  @Field(() => String, { nullable: true, description: 'Name for the app in the list of methods, 1 to 100 characters.' })
  @Length(1, 100)
  label?: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A second factor that is active from now on.' })
export class MfaMethodConfirmed {
  @Field(() => MfaMethod, { description: 'The new method.' })
  method: MfaMethod;

  @Field(() => [String], { nullable: true, description: 'Ten backup codes to be kept safe, with the first method; null with further ones.' })
  backupCodes: string[] | null;
}

@InputType({ description: 'The first code of an authenticator app that a sign-in asked for.' })
export class CompleteRequiredMfaInput extends ConfirmTotpInput {
  @Field(() => String, { description: '`loginToken` of `MfaEnrollmentRequired`: works once, for ten minutes and at most five codes.' })
  loginToken: string;

  @Field(() => String, { nullable: true, description: 'Name for this device in the list of sessions, 1 to 100 characters; absent: the one given with the first step.' })
  @Length(1, 100)
  deviceLabel?: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A sign-in that set up a second factor.' })
export class RequiredMfaCompleted {
  @Field(() => AuthenticationTokens, { description: 'The session that is open now.' })
  tokens: AuthenticationTokens;

  @Field(() => [String], { description: 'Ten backup codes to be kept safe.' })
  backupCodes: string[];
}

@InputType({ description: 'A second factor to be removed.' })
export class RemoveMfaMethodInput {
  @Field(() => ID, { description: 'The method.' })
  id: string;

  @Field(() => MfaProofInput, { description: 'A second factor, which may be the same.' })
  proof: MfaProofInput;
}
