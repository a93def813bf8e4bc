/** Something to say of a setting. */
export interface Fact<T> {
  readonly label: string;
  say(settings: T): string;
  /** What goes without saying when all of it is new. */
  readonly usual?: string;
  /** Where what is said is not all: secrets. */
  isSame?(before: T, after: T): boolean;
}

/** Things that come or go: addresses, what is tracked. */
export interface FactList<T> {
  readonly label: string;
  all(settings: T): readonly string[];
}

/** All there is to say of a kind of settings. */
export interface Facts<T> {
  readonly facts: readonly Fact<T>[];
  readonly lists: readonly FactList<T>[];
}

/** What is said of settings that were not there before: `web: interface eth0, VRID 51`, then a line for each thing in a list. */
export function introduce<T>(name: string, settings: T, {facts, lists}: Facts<T>): readonly string[] {
  const said = facts.flatMap(({label, say, usual}) => {
    const words = say(settings);
    return words === usual ? [] : `${label} ${words}`;
  });
  const items = lists.flatMap(({label, all}) => all(settings).map(one => `${name}: + ${label} ${one}`));
  return [`+ ${name}${said.length > 0 ? `: ${said.join(', ')}` : ''}`, ...items];
}

/** A line for everything that differs: `web: priority 100 → 90`, `web: + address 10.0.0.7/32`. */
export function compare<T>(name: string, before: T, after: T, {facts, lists}: Facts<T>): readonly string[] {
  const changed = facts.flatMap(({label, say, isSame}) => {
    const [was, is] = [say(before), say(after)];
    if (was !== is) return `${name}: ${label} ${was} → ${is}`;
    return isSame && !isSame(before, after) ? `${name}: another ${label}` : [];
  });
  const moved = lists.flatMap(({label, all}) => {
    const [was, is] = [all(before), all(after)];
    const gone = was.filter(one => !is.includes(one)).map(one => `${name}: - ${label} ${one}`);
    const come = is.filter(one => !was.includes(one)).map(one => `${name}: + ${label} ${one}`);
    const isMoved = gone.length + come.length === 0 && was.join() !== is.join();
    return [...gone, ...come, ...(isMoved ? [`${name}: another order of ${label}: ${is.join(', ')}`] : [])];
  });
  return [...changed, ...moved];
}
