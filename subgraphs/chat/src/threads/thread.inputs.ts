import { ArrayMaxSize, ArrayMinSize, Length } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'A group to make.' })
export class CreateGroupThreadInput {
  @Field(() => String, { description: 'Title, 1 to 100 characters.' })
  @Length(1, 100)
  title: string;

  @Field(() => [ID], { description: 'The other participants, 1 to 250 people.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(250)
  participantIds: string[];
}
