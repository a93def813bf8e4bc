import {parseAddress} from '../../../net/address.js';
import type {Word} from '../text/words.js';
import {type Context, hasInterface, required} from '../walk/context.js';

/** The options of a route that take a word; vrrp_iproute.c. The bare ones are below. */
const routeOptions = [
  'src', 'from', 'tos', 'dsfield', 'table', 'protocol', 'scope', 'metric', 'priority', 'preference', 'expires',
  'mtu', 'hoplimit', 'advmss', 'rtt', 'rttvar', 'reordering', 'window', 'cwnd', 'ssthresh', 'realms', 'rto_min',
  'initcwnd', 'initrwnd', 'features', 'quickack', 'congctl', 'pref', 'ttl-propagate', 'fastopen_no_cookie', 'vrf',
]; // biome-ignore format: a table
const bareRouteOptions = ['onlink', 'add', 'prepend', 'append', 'no_track', 'inet', 'inet6'];
const routeTypes = [
  'unicast', 'local', 'broadcast', 'anycast', 'multicast', 'blackhole', 'unreachable', 'prohibit', 'throw', 'nat',
]; // biome-ignore format: a table

export interface RouteOptions {
  readonly isStatic: boolean;
  readonly hasTrackGroup: (name: string) => boolean;
}

/** A route in the words of ip(8): what keepalived refuses of it (alloc_route()); the finer points are left to the kernel. */
export function readRoute(
  context: Context,
  words: readonly Word[],
  options: RouteOptions,
): readonly string[] | undefined {
  const {report} = context;
  const dropped = 'keepalived leaves the route out';
  let destination: Word | undefined;
  let interfaceWord: Word | undefined;
  let isTracked = true;
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as Word;
    const behind = () => required(context, words, ++i);
    if (bareRouteOptions.includes(word.text)) {
      if (word.text === 'no_track') isTracked = false;
      if (word.text.startsWith('inet')) i++; // as keepalived does: the word behind it is lost
    } else if (word.text === 'via' || word.text === 'gw') {
      if (word.text === 'gw') report('deprecated', word, '"gw" is deprecated: use via');
      let gateway = behind();
      if (gateway.text === 'inet' || gateway.text === 'inet6') gateway = behind();
      if (!parseAddress(gateway.text)) {
        report('invalid-value', gateway, `"${gateway.text}" is not an address`, dropped);
        return undefined;
      }
    } else if (word.text === 'dev' || word.text === 'oif') {
      interfaceWord = behind();
      if (!hasInterface(context, interfaceWord.text)) {
        report('unknown-interface', interfaceWord, `there is no interface "${interfaceWord.text}"`);
        return undefined;
      }
    } else if (word.text === 'or') {
      report('deprecated', word, '"or" is deprecated: use nexthop');
      behind();
    } else if (word.text === 'nexthop') break;
    else if (options.isStatic && word.text === 'track_group') checkTrackGroup(context, behind(), options);
    else if (word.text === 'src' && !parseAddress(words[i + 1]?.text ?? '0.0.0.0')) {
      report('invalid-value', behind(), 'the source is not an address', dropped);
      return undefined;
    } else if (routeOptions.includes(word.text)) {
      if (behind().text === 'lock') behind();
    } else {
      destination = word;
      if (word.text === 'to') destination = behind();
      if (routeTypes.includes(destination.text)) destination = behind();
      if (!isDestination(destination.text)) {
        report('invalid-value', destination, `"${destination.text}" is no option of a route`, dropped);
        return undefined;
      }
    }
  }
  const first = words[0] as Word;
  if (!destination) {
    report('missing-value', first, 'a route needs a destination', dropped);
    return undefined;
  }
  if (isTracked && !interfaceWord)
    report('corrected', first, 'a route without an interface cannot be tracked', 'keepalived does not track it');
  return words.map(({text}) => text);
}

function isDestination(text: string): boolean {
  const [address = '', length, ...rest] = text.split('/');
  if (['default', 'any', 'all', 'default6'].includes(text)) return true;
  return rest.length === 0 && parseAddress(address) !== undefined && (length === undefined || /^\d{1,3}$/.test(length));
}

function checkTrackGroup({report}: Context, name: Word, {hasTrackGroup}: RouteOptions): void {
  if (!hasTrackGroup(name.text)) report('unknown-name', name, `there is no track_group "${name.text}"`);
}

const ruleOptions = [
  'tos', 'dsfield', 'fwmark', 'realms', 'suppress_prefixlength', 'sup_pl', 'suppress_ifgroup', 'sup_group',
  'tunnel-id', 'uidrange', 'protocol', 'ipproto', 'sport', 'dport',
]; // biome-ignore format: a table

/** A rule in the words of ip(8) (alloc_rule() of vrrp_iprule.c). */
export function readRule(
  context: Context,
  words: readonly Word[],
  options: RouteOptions,
): readonly string[] | undefined {
  const {report} = context;
  const dropped = 'keepalived leaves the rule out';
  let hasAction = false;
  let hasPreference = false;
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as Word;
    const behind = () => required(context, words, ++i);
    if (word.text === 'inet' || word.text === 'inet6')
      i++; // as keepalived does: the word behind it is lost
    else if (word.text === 'from' || word.text === 'to') {
      const value = behind();
      if (isDestination(value.text)) continue;
      report('invalid-value', value, `"${value.text}" is not an address`, dropped);
      return undefined;
    } else if (['preference', 'order', 'priority'].includes(word.text)) {
      hasPreference = true;
      behind();
    } else if (['dev', 'iif', 'oif'].includes(word.text)) {
      const value = behind();
      if (hasInterface(context, value.text)) continue;
      report('unknown-interface', value, `there is no interface "${value.text}"`);
      return undefined;
    } else if (options.isStatic && word.text === 'track_group') checkTrackGroup(context, behind(), options);
    else if (ruleOptions.includes(word.text)) behind();
    else if (word.text !== 'not' && word.text !== 'no_track') {
      const action = word.text === 'type' ? behind() : word;
      if (['table', 'lookup', 'goto'].includes(action.text)) behind();
      else if (!['nop', 'blackhole', 'unreachable', 'prohibit', 'l3mdev'].includes(action.text)) {
        report('invalid-value', action, `"${action.text}" is no option of a rule`, dropped);
        return undefined;
      }
      if (hasAction) {
        report('duplicate', action, 'a second action', dropped);
        return undefined;
      }
      hasAction = true;
    }
  }
  const first = words[0] as Word;
  if (!hasAction) {
    report('missing-value', first, 'a rule needs an action, such as table', dropped);
    return undefined;
  }
  if (!hasPreference) report('questionable-value', first, 'a rule without a preference', 'keepalived chooses one');
  return words.map(({text}) => text);
}
