import { DateTime } from '@sangam/kit/graphql/scalars';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';

export enum MfaMethodKind {
  TOTP = 'TOTP',
  PASSKEY = 'PASSKEY',
  BACKUP_CODE = 'BACKUP_CODE',
}

registerEnumType(MfaMethodKind, {
  name: 'MfaMethodKind', description: 'What proves a second time who somebody is.',
  valuesConfig: {
    TOTP: { description: 'Six digits of an authenticator app (RFC 6238), each code once, 30 seconds early or late.' },
    PASSKEY: { description: 'A key that a device keeps (WebAuthn) and signs a challenge with.' },
    BACKUP_CODE: { description: 'One of ten codes that were shown once, for when nothing else is at hand; each works once.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'A confirmed second factor of a person. Seen by the person and administrators.' })
export class MfaMethod {
  @Field(() => ID, { description: 'Opaque id, for `removeMfaMethod`.' })
  id: string;

  @Field(() => MfaMethodKind, { description: 'What it is.' })
  kind: MfaMethodKind;

  @Field(() => String, { nullable: true, description: 'The person\'s name for it, 1 to 100 characters.' })
  label: string | null;

  @Field(() => DateTime, { description: 'When it was confirmed; from then on sign-ins ask for it.' })
  confirmedAt: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it last proved something; null before the first time.' })
  lastUsedAt: Date | null;
}
