import { Url } from '@sangam/kit/graphql/scalars';
import { Field, InputType } from 'type-graphql';

@InputType({ description: 'What a browser answers to `pushManager.subscribe`.' })
export class SubscribeToWebPushInput {
  @Field(() => Url, { description: 'Address of the browser at its push service, at most 2,048 characters; a public one.' })
  endpoint: string | URL;

  @Field(() => String, { description: '`keys.p256dh`: a point on P-256, 65 bytes as base64url.' })
  p256dh: string;

  @Field(() => String, { description: '`keys.auth`: 16 bytes as base64url.' })
  auth: string;
}
