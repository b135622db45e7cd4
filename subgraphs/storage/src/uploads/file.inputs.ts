import { DateTime, Url } from '@sangam/kit/graphql/scalars';
import { Directive, Field, ID, InputType, ObjectType } from 'type-graphql';
import { FilePurpose } from './file.entity';

@ObjectType({ simpleResolvers: true, description: 'A signed link to the bytes of a file: whoever has it can fetch them until it ends, without signing in.' })
export class FileDownload {
  @Field(() => Url, { description: 'The link; `GET` answers the bytes as an attachment that runs no scripts. The same for a while, so that it can be cached.' })
  url: string;

  @Field(() => DateTime, { description: 'When the link ends; ask for another one then.' })
  expiresAt: Date;
}

@Directive('@inaccessible')
@InputType({ description: 'A file that another part of the product is about to refer to.' })
export class ClaimFileInput {
  @Field(() => ID, { description: 'The file.' })
  fileId: string;

  @Field(() => ID, { description: 'The person whose file it has to be.' })
  userId: string;

  @Field(() => FilePurpose, { description: 'What it has to have been uploaded for.' })
  purpose: FilePurpose;
}
