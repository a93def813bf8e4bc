import {addressKey} from '../../net/address.js';
import type {RouterConfiguration, RouterSettings} from '../router/configuration.js';

/** What becomes of the routers of one configuration in another. */
export interface ConfigurationDifference {
  /** Names of those that end; some of them begin anew. */
  readonly gone: readonly string[];
  readonly fresh: readonly RouterSettings[];
  /** They go on as what they are, whatever else is new of them. */
  readonly kept: readonly RouterSettings[];
}

export function configurationDifference(
  before: RouterConfiguration | undefined,
  after: RouterConfiguration,
): ConfigurationDifference {
  const known = new Map(before?.routers.map(settings => [settings.name, settings]));
  const kept = after.routers.filter(settings => isSameRouter(settings, known.get(settings.name)));
  const names = new Set(kept.map(({name}) => name));
  return {
    gone: [...known.keys()].filter(name => !names.has(name)),
    fresh: after.routers.filter(({name}) => !names.has(name)),
    kept,
  };
}

/** Two that would take each other's advertisements, a line each. */
export function collisions({routers}: RouterConfiguration): readonly string[] {
  const places = new Map<string, string>();
  return routers.flatMap(({name, interface: link, virtualRouter, family}) => {
    const place = `${link} ${family} ${virtualRouter}`;
    const other = places.get(place);
    places.set(place, name);
    return other === undefined
      ? []
      : [
          `${other} and ${name} are both virtual router ${virtualRouter} of ${family} on ${link}: give one another number`,
        ];
  });
}

/** All addresses that are virtual on this host, as keys. */
export function virtualAddresses(routers: readonly RouterSettings[]): ReadonlySet<string> {
  return new Set(
    routers.flatMap(({addresses, excluded}) => [...addresses, ...excluded].map(({address}) => addressKey(address))),
  );
}

function isSameRouter(a: RouterSettings, b: RouterSettings | undefined): boolean {
  return (
    a.interface === b?.interface &&
    a.virtualRouter === b.virtualRouter &&
    a.family === b.family &&
    a.rules.version === b.rules.version
  );
}
