import { defineMigration } from '@sangam/kit/database/define-migration';

export const migration = defineMigration({
  async up(schema) {
    await schema.createTable('birth_details', (table) => {
      table.id().text('userId', 36, { unique: true }).text('fullName', 100).text('gender', 10).text('maritalStatus', 10).text('dateOfBirth', 10);
      table.text('timeOfBirth', 8).text('placeOfBirth', 200).text('timeZone', 64).instant('createdAt').instant('updatedAt');
    });
  },
});
