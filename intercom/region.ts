/** Where a workspace's data lives; every region has an API host of its own. */
export type Region = 'us' | 'eu' | 'au';

const hosts: Readonly<Record<Region, string>> = {
  us: 'https://api.intercom.io',
  eu: 'https://api.eu.intercom.io',
  au: 'https://api.au.intercom.io',
};

export const baseUrlOf = (region: Region): string => hosts[region];
