import { registerEnumType } from 'type-graphql';

export enum OrderDirection {
  ASC = 'ASC',
  DESC = 'DESC',
}

registerEnumType(OrderDirection, {
  name: 'OrderDirection', description: 'Which end of an order comes first.',
  valuesConfig: { ASC: { description: 'Smallest, earliest or alphabetically first.' }, DESC: { description: 'Largest, latest or alphabetically last.' } },
});
