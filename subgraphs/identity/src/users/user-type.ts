import { registerEnumType } from 'type-graphql';

export enum UserType {
  ADVISOR = 'ADVISOR',
  AFFILIATE = 'AFFILIATE',
  COACH = 'COACH',
  CREATOR = 'CREATOR',
  MEMBER = 'MEMBER',
}

registerEnumType(UserType, {
  name: 'UserType', description: 'What a person is on the platform, beside roles and plans; one may be several.',
  valuesConfig: {
    ADVISOR: { description: 'Advises others on their finances.' },
    AFFILIATE: { description: 'Brings people for a commission; granted when the application is approved.' },
    COACH: { description: 'Holds consultations.' },
    CREATOR: { description: 'Publishes recipes.' },
    MEMBER: { description: 'Uses the platform.' },
  },
});
