/** People of the demo data, with ids that never change. Their password is public: production refuses demo data. */
export interface DemoPerson {
  readonly id: string;
  readonly displayName: string;
  readonly email: string;
  readonly platformRoles: ('ADMIN' | 'STAFF')[];
}

export const DEMO_PASSWORD = 'Sangam-Demo-1';

export const ADMINISTRATOR: DemoPerson = { id: '01900000-0000-7000-8000-000000000001', displayName: 'Administrator', email: 'admin@sangam.example', platformRoles: ['ADMIN'] };
export const ASHA: DemoPerson = { id: '01900000-0000-7000-8000-000000000002', displayName: 'Asha Rao', email: 'asha@sangam.example', platformRoles: [] };
export const RAVI: DemoPerson = { id: '01900000-0000-7000-8000-000000000003', displayName: 'Ravi Kumar', email: 'ravi@sangam.example', platformRoles: [] };

export const DEMO_PEOPLE: readonly DemoPerson[] = [ADMINISTRATOR, ASHA, RAVI];
