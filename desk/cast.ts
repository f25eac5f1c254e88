import type { IntercomSimulator } from '../sandbox/intercom/simulator-types.ts';

/** Who appears in the demo. Ids are the simulator's. */
export type Cast = {
  readonly teammate: { readonly id: string; readonly name: string };
  readonly aiAdminId: string;
  /** The next customer, a new contact each time. */
  nextCustomer(): string;
};

const customers = [
  'Dana Fields',
  'Luis Ortega',
  'Mei Tanaka',
  'Amara Okafor',
  'Jonas Weber',
  'Priya Nair',
  'Sofia Rossi',
  'Omar Haddad',
];

export function createCast(simulator: IntercomSimulator, appId: string, aiAdminId: string): Cast {
  const name = 'Jane Agent';
  const teammate = { id: simulator.addTeammate({ appId, name }), name };
  let met = 0;
  return {
    teammate,
    aiAdminId,
    nextCustomer() {
      const customer = customers[met % customers.length] ?? 'Dana Fields';
      met += 1;
      const email = `${customer.toLowerCase().replace(' ', '.')}.${met}@customer.example`;
      return simulator.addContact({ appId, name: customer, email });
    },
  };
}
