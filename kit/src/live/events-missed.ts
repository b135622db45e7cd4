import { Directive, Field, ObjectType } from 'type-graphql';
import { DateTime } from '../graphql/scalars';

/** In a live stream, the place of messages that did not reach this subscriber. */
@Directive('@shareable')
@ObjectType({ simpleResolvers: true, description: 'Events were missed (a broken connection or a slow reader): fetch the present state again. The stream goes on.' })
export class EventsMissed {
  @Field(() => DateTime, { description: 'When the gap was noticed.' })
  noticedAt: Date;
}

export function eventsMissed(now: number): EventsMissed {
  return Object.assign(new EventsMissed(), { noticedAt: new Date(now) });
}
