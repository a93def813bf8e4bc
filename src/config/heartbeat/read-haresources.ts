import {type Address, type Family, parseAddress} from '../../net/address.js';
import {type Word, wordLines} from './lines.js';
import type {HeartbeatProblem, Place} from './problem.js';

/** Resources that move together: a line of haresources. */
export interface ResourceGroup {
  /** Its first address; else its first resource as it is written. */
  readonly name: string;
  /** The resource heartbeat knows it by. */
  readonly key: string;
  /** Whom it belongs to when all are there, in lower case. */
  readonly node: string;
  readonly resources: readonly Resource[];
  readonly addresses: readonly ResourceAddress[];
  readonly place: Place;
}

export interface Resource {
  /** Of /etc/ha.d/resource.d or /etc/init.d. Text from outside. */
  readonly script: string;
  readonly arguments: readonly string[];
}

export interface ResourceAddress {
  readonly address: Address;
  /** Undefined where the route decides. */
  readonly prefixLength: number | undefined;
  readonly interface: string | undefined;
}

export interface Haresources {
  readonly groups: readonly ResourceGroup[];
  readonly problems: readonly HeartbeatProblem[];
}

/** Reads haresources as ResourceManager does. @param nodes of ha.cf, where those are all: heartbeat refuses others */
export function readHaresources(text: string, file: string, nodes: readonly string[] | undefined): Haresources {
  const problems: HeartbeatProblem[] = [];
  const groups: ResourceGroup[] = [];
  for (const {line, words} of wordLines(text, {joins: true})) {
    const [node, ...rest] = words;
    const report = (severity: HeartbeatProblem['severity'], {column}: Word, message: string) =>
      problems.push({file, line, column, severity, message});
    const name = node.text.toLowerCase();
    if (nodes && !nodes.includes(name)) report('refused', node, `"${node.text}" is not a node of ha.cf`);
    const [first] = rest;
    if (!first) {
      report('warning', node, `"${node.text}" has no resources`);
      continue;
    }
    const resources = rest.map(({text: word}) => readResource(word));
    const addresses = resources.flatMap((resource, i) => {
      const address = addressOf(resource);
      if (isAddressScript(resource) && !address)
        report('warning', rest[i] as Word, `"${rest[i]?.text}" has no address that could be read`);
      return address ? [address] : [];
    });
    if (groups.some(({key}) => key === first.text))
      report('warning', first, `"${first.text}" begins another group too: heartbeat cannot tell them apart`);
    const [own] = resources;
    groups.push({
      name: (own && isAddressScript(own) && addressText(own)) || first.text,
      key: first.text,
      node: name,
      resources,
      addresses,
      place: {file, line, column: node.column},
    });
  }
  return {groups, problems};
}

/** `script::argument::argument`; an address by itself is IPaddr's (canonname() of ResourceManager). */
function readResource(word: string): Resource {
  const [script = '', ...rest] = word.split('::');
  if (rest.length === 0 && /^\d{1,3}(\.\d{1,3}){3}(\/|$)/.test(word)) return {script: 'IPaddr', arguments: [word]};
  // IPv6addr::2001:db8::1/64: the colons of the address are not between arguments
  if (script === 'IPv6addr') return {script, arguments: [word.slice(script.length + 2)]};
  return {script, arguments: rest};
}

const families: Readonly<Record<string, Family>> = {IPaddr: 'ipv4', IPaddr2: 'ipv4', IPv6addr: 'ipv6'};

function isAddressScript({script}: Resource): boolean {
  return Object.hasOwn(families, script);
}

function addressText({arguments: [text = '']}: Resource): string {
  return text.split('/')[0] as string;
}

/** `ADDRESS[/MASK[/IF[:LABEL]][/BROADCAST]]`; a mask is a length or dotted. */
function addressOf(resource: Resource): ResourceAddress | undefined {
  const family = families[resource.script];
  const address = family && parseAddress(addressText(resource));
  if (!address || address.family !== family) return undefined;
  const [, mask, ...more] = (resource.arguments[0] as string).split('/');
  const device = more.find(part => !/^\d/.test(part) && part !== '');
  return {address, prefixLength: lengthOf(mask), interface: device?.split(':')[0]};
}

function lengthOf(mask: string | undefined): number | undefined {
  if (mask === undefined || mask === '') return undefined;
  if (/^\d{1,3}$/.test(mask)) return Number(mask);
  const dotted = parseAddress(mask);
  return dotted?.family === 'ipv4' ? 32 - Math.log2(2 ** 32 - dotted.value) : undefined;
}
