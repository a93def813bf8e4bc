import type {WantedInstance} from '../vrrp/findings/wanted-instance.js';

/**
 * Without what a manager wants that does not run, where another one wants the same virtual router: a director that reads
 * the configuration of a keepalived has taken its place. Where none runs, the first one stays.
 * @param runs whether whoever is named so is there, stopped or not
 */
export function withoutDoubles(
  wanted: readonly WantedInstance[],
  runs: (daemon: string) => boolean,
): readonly WantedInstance[] {
  const found = new Map<string, WantedInstance>();
  for (const one of wanted) {
    const known = found.get(placeOf(one));
    if (!known || (runs(one.daemon) && !runs(known.daemon))) found.set(placeOf(one), one);
  }
  if (found.size === wanted.length) return wanted;
  return wanted.filter(one => found.get(placeOf(one))?.daemon === one.daemon || runs(one.daemon));
}

function placeOf({interface: link, family, virtualRouter}: WantedInstance): string {
  return `${link} ${family} ${virtualRouter}`;
}
