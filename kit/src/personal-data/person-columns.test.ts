import { Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TextColumn } from '../database/columns';
import { defineRules } from '../authorization/rules';
import { defineFeature } from '../running/define-feature';
import { forgottenPersonColumns } from './person-columns';
import { personalRows, type PersonalRows } from './personal-rows';

@Entity('letter')
class Letter {
  @IdColumn()
  id: string;

  @ReferenceColumn()
  userId: string;

  @ReferenceColumn()
  reviewedById: string;

  @TextColumn({ length: 320 })
  recipient: string;

  @TextColumn({ length: 40 })
  text: string;
}

const forgotten = (...personalData: PersonalRows[]) => forgottenPersonColumns({ features: [defineFeature({ name: 'letters', entities: [Letter], rules: defineRules({}), personalData })] });

it('names every column that leads to a person and that nobody would erase', () => {
  expect(forgotten()).toEqual(['Letter.recipient', 'Letter.reviewedById', 'Letter.userId']);
});

it('is content with those that are said to be a person\'s, or to mention one', () => {
  const letters = { entity: Letter, exported: null, erase: 'delete' } as const;

  expect(forgotten(personalRows<Letter>({ ...letters, person: 'userId' }))).toEqual(['Letter.recipient', 'Letter.reviewedById']);
  expect(forgotten(personalRows<Letter>({ ...letters, person: 'userId', mentions: ['reviewedById', 'recipient'] }))).toEqual([]);
});
