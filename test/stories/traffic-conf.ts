/** The virtual services, and their ports on the real servers: the order in which a server begins. */
export const ports = {short: 80, lasting: 90, check: 81} as const;
export const virtualAddress = '10.0.0.1';
/** Real servers that leave the table when they are down, and such that stay in it with weight 0. */
export const removed = ['a', 'b', 'c', 'd'] as const;
export const quiesced = ['e', 'f'] as const;
export const servers: readonly string[] = [...removed, ...quiesced];

export function addressOf(server: string): string {
  return `10.1.0.${11 + servers.indexOf(server)}`;
}

/** `direct`: real servers have the virtual address too, and answer without the director. */
export type Forwarding = 'masquerading' | 'direct';

export interface TrafficSettings {
  readonly forwarding?: Forwarding;
  readonly scheduler?: string;
  readonly without?: string;
  readonly weights?: Readonly<Record<string, number>>;
}

/** Milliseconds from the end of one check to the next. */
export const interval = 200;

/** The director's own YAML. */
export function trafficConf(settings: TrafficSettings = {}): string {
  const {forwarding = 'masquerading', scheduler = 'rr', without, weights = {}} = settings;
  const there = servers.filter(server => server !== without);
  const real = (server: string) => {
    const whenDown = (quiesced as readonly string[]).includes(server) ? 'quiesce' : 'remove';
    return `      ${addressOf(server)}: {weight: ${weights[server] ?? 1}, when-down: ${whenDown}}`;
  };
  const service = (port: number) => [
    `  ${virtualAddress}:${port}:`,
    `    scheduler: ${scheduler}`,
    '    servers:',
    ...there.map(real),
    `    checks: [{tcp: {port: ${ports.check}}}]`,
  ];
  return [
    'defaults:',
    `  check: {every: ${interval}ms, fall: 1, rise: 1, timeout: 1s, warm-up: ${interval}ms}`,
    `  forwarding: ${forwarding}`,
    'services:',
    ...service(ports.short),
    ...service(ports.lasting),
    'notices: {window: 1s}',
    'on-stop: leave',
    '',
  ].join('\n');
}
