import {
  directRouting,
  gre,
  gue,
  ipip,
  masquerading,
  plainTunnel,
  tunnelChecksum,
  tunnelRemoteChecksum,
  tunneling,
} from '../../../ipvs/forwarding.js';
import type {Word} from '../text/words.js';
import {type Context, required} from '../walk/context.js';
import {readUnsigned} from '../walk/numbers.js';
import {takeNumber} from '../walk/read-value.js';
import type {ForwardingMethod} from './lvs-configuration.js';

const methods: Readonly<Record<string, number>> = {NAT: masquerading, DR: directRouting, TUN: tunneling};
const types: Readonly<Record<string, number>> = {ipip, gue, gre};
const checksums: Readonly<Record<string, number>> = {nocsum: 0, csum: tunnelChecksum, remcsum: tunnelRemoteChecksum};

/** `NAT|DR|TUN [type ipip|gue|gre] [port N] [nocsum|csum|remcsum]` (svr_forwarding_handler() of check_parser.c). */
export function readForwarding(
  context: Context,
  words: readonly Word[],
  before: ForwardingMethod | undefined,
): ForwardingMethod | undefined {
  const {report} = context;
  const method = required(context, words, 1);
  const forwarding = methods[method.text];
  if (forwarding === undefined) {
    report('invalid-value', method, `"${method.text}" is none of NAT, DR, TUN`);
    return before;
  }
  const methodOnly = {forwarding, tunnel: before?.tunnel ?? plainTunnel};
  let type: number = ipip;
  let port = 0;
  let flags = 0;
  for (let i = 2; i < words.length; i++) {
    const option = words[i] as Word;
    if (option.text in checksums) {
      flags = checksums[option.text] as number;
      continue;
    }
    const value = words[++i];
    const effect = 'keepalived takes the method only';
    if (option.text !== 'type' && option.text !== 'port') {
      report('invalid-value', option, `"${option.text}" is no option of a tunnel`, effect);
      return methodOnly;
    }
    if (!value) {
      report('missing-value', option, `nothing behind "${option.text}"`, effect);
      return methodOnly;
    }
    const number = option.text === 'type' ? types[value.text] : takePort(context, value, effect);
    if (number === undefined) {
      if (option.text === 'type') report('invalid-value', value, `"${value.text}" is no type of tunnel`, effect);
      return methodOnly;
    }
    if (option.text === 'type') type = number;
    else port = number;
  }
  const fault =
    (type === gue) !== (port !== 0)
      ? 'a port is for gue tunnels, which need one'
      : type === ipip && flags !== 0
        ? 'ipip tunnels have no checksum'
        : type === gre && flags === tunnelRemoteChecksum
          ? 'gre tunnels have no remote checksum'
          : undefined;
  if (fault === undefined) return {forwarding, tunnel: {type, port, flags}};
  report('invalid-value', method, fault, 'keepalived takes the method only');
  return methodOnly;
}

function takePort(context: Context, word: Word, effect: string): number | undefined {
  return takeNumber(context, readUnsigned(word.text, 1, 65_535, false), word, effect);
}
