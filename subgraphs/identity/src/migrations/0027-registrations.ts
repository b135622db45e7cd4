import { defineMigration } from '@sangam/kit/database/define-migration';

export const migration = defineMigration({
  async up(schema) {
    await schema.createTable('account_registration', (table) => {
      table.id().text('userType', 20).text('firstName', 100, { nullable: true }).text('lastName', 100, { nullable: true }).text('mobile', 20, { nullable: true });
      table.text('organizationName', 200, { nullable: true }).text('jobTitle', 100, { nullable: true }).text('city', 100, { nullable: true }).text('referralCode', 32, { nullable: true });
      table.flag('awaitsOrganization').text('termsVersion', 40).instant('termsAcceptedAt');
    });
    await schema.addColumns('user_account', (table) => table.json('userTypes', { nullable: true }));
  },
});
