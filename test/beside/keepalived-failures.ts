import type {Server, Stand} from './keepalived-case.js';
import type {Behaviour} from './servers-behaviour.js';

/** Servers that are usually one thing, and where they stand while they are another. */
export function usually(well: Behaviour, ill: readonly (readonly [Behaviour, Stand])[]): Server[] {
  return ill.map(([behaviour, stands]) => ({well, ill: behaviour, stands}));
}

/** For checks that connect, or ask by datagrams. */
export const connecting = [
  ['refused', 'out'],
  ['dropped', 'out'],
  ['nobody', 'out'],
  ['unreachable', 'out'],
] as const;

/** For checks that want an answer. */
export const talking = [
  ['reset', 'out'],
  ['reset after request', 'out'],
  ['closes', 'out'],
  ['silent', 'out'],
  ['garbage', 'out'],
] as const;

export const timeouts = 'connect_timeout 2\n      retry 0';

/** A block of keepalived.conf within a real server. */
export function block(name: string, ...lines: readonly string[]): string {
  return `${name} {\n      ${lines.join('\n      ')}\n    }`;
}

/** A url of HTTP_GET and SSL_GET. */
export function url(...lines: readonly string[]): string {
  return `url {\n        ${lines.join('\n        ')}\n      }`;
}
