import type {ChecksumCoverage} from '../../../vrrp/advertisement.js';
import type {Node} from '../block-tree.js';
import type {Word} from '../text/words.js';
import {parseBoolean} from '../walk/read-value.js';
import type {VrrpInstance} from '../vrrp/vrrp-configuration.js';
import type {BlockLines} from './lines.js';

/** What the checksum of version 3 covers over IPv4: the one that is sent, then those that are taken besides. */
export function checksumsOf(
  {version, family, isUnicast}: VrrpInstance,
  instance: BlockLines,
  globals: BlockLines,
): readonly ChecksumCoverage[] {
  if (version === 2 || family === 'ipv6') return ['pseudo-header'];
  const asVersion2 = checksumLine(instance) ?? checksumLine(globals);
  if (asVersion2 && isOn(asVersion2)) return ['message', 'pseudo-header'];
  if (!isUnicast) return ['pseudo-header'];
  const old = instance.nodes.findLast(({words}) => words[0]?.text === 'old_unicast_checksum')?.words;
  if (!old) return ['pseudo-header', 'multicast-pseudo-header'];
  return old[1]?.text === 'never' ? ['pseudo-header'] : ['multicast-pseudo-header', 'pseudo-header'];
}

/** v3_checksum_as_v2, of instances and of global_defs since keepalived 2.2.8. */
export function checksumLine({nodes}: BlockLines): readonly Word[] | undefined {
  return nodes.findLast(({words}: Node) => words[0]?.text === 'v3_checksum_as_v2')?.words;
}

function isOn(words: readonly Word[]): boolean {
  return words[1] === undefined || parseBoolean(words[1].text) === true;
}
