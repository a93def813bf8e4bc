import {readHaCf} from '../config/heartbeat/read-ha-cf.js';
import {readHaresources} from '../config/heartbeat/read-haresources.js';
import {addressKey, formatAddress} from '../net/address.js';
import {lintProblem} from './judge.js';
import {readLdirectord} from './ldirectord/ldirectord-subject.js';
import type {LintKind} from './lint-kind.js';
import type {LintProblem} from './lint-problem.js';
import type {CodeWords} from './lint-rule.js';

/** A file among others of one machine. */
export interface KindedText {
  readonly kind: LintKind;
  readonly name: string;
  readonly text: string;
}

/** What can be wrong between files of one machine. */
export const virtualWithoutResource: CodeWords = {
  code: 'virtual-without-resource',
  severity: 'error',
  title: 'a virtual service on an address that no resource of haresources is',
  consequence: 'the address is on no node: clients reach nothing',
  correction: 'the same address in both files',
};

/** The nodes of the ha.cf among the files, where there is one and those are all. */
export function nodesAmong(files: readonly KindedText[]): readonly string[] | undefined {
  const [own, ...others] = files.filter(({kind}) => kind === 'ha.cf');
  if (!own || others.length > 0) return undefined;
  const {nodes, autojoin} = readHaCf(own.text, own.name);
  return autojoin === 'none' && nodes.length > 0 ? nodes : undefined;
}

/** What is wrong between an ldirectord.cf and a haresources of one machine. */
export function lintTogether(files: readonly KindedText[]): readonly LintProblem[] {
  const resources = files.filter(({kind}) => kind === 'haresources');
  const held = new Set(
    resources.flatMap(({text, name}) =>
      readHaresources(text, name, undefined).groups.flatMap(({addresses}) =>
        addresses.map(({address}) => addressKey(address)),
      ),
    ),
  );
  const [resource] = resources;
  if (!resource || held.size === 0) return [];
  return files
    .filter(({kind}) => kind === 'ldirectord')
    .flatMap(({text, name}) => readLdirectord(text, name).config.virtuals)
    .flatMap(({subject, place}) =>
      subject.type === 'address' && subject.host.type === 'address' && !held.has(addressKey(subject.host.address))
        ? [
            lintProblem(virtualWithoutResource, {
              place,
              message: `${formatAddress(subject.host.address)} is no resource of ${resource.name}`,
            }),
          ]
        : [],
    );
}
