import { DateTime } from '@sangam/kit/graphql/scalars';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { AuditEntry } from './audit-entry.entity';

export enum AuditTrailBreakKind {
  ALTERED = 'ALTERED',
  REMOVED = 'REMOVED',
  INSERTED = 'INSERTED',
  REORDERED = 'REORDERED',
  TRUNCATED = 'TRUNCATED',
  HEAD_ALTERED = 'HEAD_ALTERED',
}

registerEnumType(AuditTrailBreakKind, {
  name: 'AuditTrailBreakKind', description: 'What was done to a chain of the audit log.',
  valuesConfig: {
    ALTERED: { description: 'The entry, or what it says about people, is not what was recorded.' },
    REMOVED: { description: 'The entry that belongs here is missing.' },
    INSERTED: { description: 'An entry is here that was never recorded.' },
    REORDERED: { description: 'A recorded entry is here that belongs elsewhere.' },
    TRUNCATED: { description: 'From here on entries are missing at the end of the chain.' },
    HEAD_ALTERED: { description: 'The entries fit, but what is kept about the beginning or the end of the chain was altered.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'The first place at which a chain of the audit log is broken.' })
export class AuditTrailBreak {
  @Field(() => Int, { description: 'Position in the chain.' })
  sequence: number;

  @Field(() => AuditEntry, { nullable: true, description: 'The entry that is there; null where there is none.' })
  entry: AuditEntry | null;

  @Field(() => AuditTrailBreakKind, { description: 'What was done.' })
  kind: AuditTrailBreakKind;
}

@ObjectType({ simpleResolvers: true, description: 'What a look through a chain of the audit log found.' })
export class AuditTrailVerification {
  @Field(() => Boolean, { description: 'Whether nothing was found broken among what was looked at.' })
  intact: boolean;

  @Field(() => AuditTrailBreak, { nullable: true, description: 'The first place at which the chain is broken; null where none is.' })
  firstBreak: AuditTrailBreak | null;

  @Field(() => Int, { description: 'Entries looked at, up to the first break.' })
  checkedEntries: number;

  @Field(() => Int, { description: 'Entries among them whose personal data was erased; the rest of such an entry is proved all the same.' })
  erasedEntries: number;

  @Field(() => Int, { description: 'Checkpoints kept outside the database that were compared.' })
  checkedCheckpoints: number;

  @Field(() => Int, { description: 'Position of the last entry that was looked at; 0 where there was none.' })
  lastSequence: number;

  @Field(() => String, { description: 'Hash of that entry. Whoever notes it with the position can prove later that nothing before it was changed.' })
  lastHash: string;

  @Field(() => Boolean, { description: 'Whether everything that was asked for was looked at; false where that were more than 100,000 entries: ask for the rest with a later `from`.' })
  complete: boolean;

  @Field(() => DateTime, { description: 'When this was found.' })
  verifiedAt: Date;
}
