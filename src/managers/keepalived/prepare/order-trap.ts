import type {Node} from '../../../config/keepalived/block-tree.js';
import type {Place} from '../../../config/keepalived/problem.js';
import type {Word} from '../../../config/keepalived/text/words.js';
import {type LocatedObjection, objection} from './objection.js';

const commands =
  /^((vrrp_|lvs_)?notify_fifo(_script)?|(startup|shutdown)_script|script|misc_path|quorum_(up|down)|notify(_up|_down|_master|_backup|_fault|_stop|_deleted|_master_rx_lower_pri)?)$/;

/**
 * A script or FIFO in front of script_user, with enable_script_security behind it and no user keepalived_script: keepalived
 * starts with it, but at the first reload it drops every script, FIFO and MISC_CHECK (measured with 2.2.7: the flag outlives
 * the reload, so that the line is read as if it stood behind it).
 */
export function orderTraps(tree: readonly Node[], hasKeepalivedScriptUser: boolean): LocatedObjection[] {
  if (hasKeepalivedScriptUser) return [];
  const globals = tree
    .filter(node => node.words[0]?.text === 'global_defs')
    .flatMap(node => node.block?.children ?? []);
  const security = globals.find(node => node.words[0]?.text === 'enable_script_security')?.words[0];
  if (!security) return [];
  const order = inOrder(tree);
  const user = order.findIndex(([word]) => word.text === 'script_user');
  const flag = order.findIndex(([word]) => word === security);
  const early = order.slice(0, user < 0 ? order.length : user).find(words => needsUser(words));
  if (!early || order.indexOf(early) > flag) return [];
  const [word] = early;
  return [
    objection(
      'order-trap',
      `"${word.text}" stands in front of enable_script_security (${at(security)}), and there is no user keepalived_script: at a reload keepalived would drop the scripts, FIFOs and MISC_CHECKs. Move script_user and enable_script_security to the beginning of global_defs`,
      word,
    ),
  ];
}

function inOrder(nodes: readonly Node[]): (readonly [Word, ...Word[]])[] {
  return nodes.flatMap(({words, block}) => [
    ...(words[0] ? [words as readonly [Word, ...Word[]]] : []),
    ...(block ? inOrder(block.children) : []),
  ]);
}

/** A FIFO may name its user behind its path; what else names one is rare, and moving the line does no harm. */
function needsUser([keyword, ...words]: readonly [Word, ...Word[]]): boolean {
  if (!commands.test(keyword.text)) return false;
  return !(keyword.text.endsWith('fifo') && words.length > 1);
}

function at({file, line}: Place): string {
  return `${file}:${line}`;
}
