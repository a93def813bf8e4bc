/** The schedulers of Linux 6.1, net/netfilter/ipvs/Kconfig. */
export const knownSchedulers: readonly string[] = [
  'rr',
  'wrr',
  'lc',
  'wlc',
  'fo',
  'ovf',
  'lblc',
  'lblcr',
  'dh',
  'sh',
  'mh',
  'sed',
  'nq',
  'twos',
];
