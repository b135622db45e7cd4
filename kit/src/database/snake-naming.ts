import { DefaultNamingStrategy } from 'typeorm';

/** `ownerId` → `owner_id`, `SlotBooking` → `slot_booking`. */
export function snakeCase(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, (_match, lower: string, upper: string, acronym: string) => (acronym ? `${acronym}_` : `${lower}_${upper}`)).toLowerCase();
}

/** Tables and columns are named after classes and properties, in snake case and singular. */
export class SnakeNaming extends DefaultNamingStrategy {
  override tableName(className: string, given: string | undefined): string {
    return given ?? snakeCase(className);
  }

  override columnName(property: string, given: string, prefixes: string[]): string {
    return [...prefixes.map(snakeCase), given || snakeCase(property)].join('_');
  }
}
