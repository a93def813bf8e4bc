import type {Node} from '../../../config/keepalived/block-tree.js';
import type {KeepalivedConfig} from '../../../config/keepalived/read-config.js';
import {type LocatedObjection, warning} from './objection.js';

/** What a reload does to others, of a configuration that is sound. */
export function reloadHazards(config: KeepalivedConfig): LocatedObjection[] {
  const places = config.lvs.virtualServers
    .flatMap(({realServers}) => realServers)
    .flatMap(({checks}) => checks)
    .flatMap(({kind, place}) => (kind.type === 'command' && kind.isDynamic ? [place] : []));
  if (places.length === 0) return [];
  const which = places.length === 1 ? 'this misc_dynamic check' : `any of the ${places.length} misc_dynamic checks`;
  const words = `where ${which} last ended with 0, a reload gives its real server the weight 0 until the check ends otherwise`;
  return [warning('dynamic-check', words, places[0])];
}

/** What a reload does that nobody has to fear, but may want to know. */
export function reloadNotes(config: KeepalivedConfig, tree: readonly Node[]): string[] {
  const {snmp, reloadCheck} = config.globals;
  const notes: string[] = [];
  if (snmp.vrrp || snmp.checker) notes.push('priorities and weights that were set over SNMP are lost at the reload');
  if (reloadCheck !== undefined)
    notes.push(`keepalived checks the files itself before it takes them, and logs to ${reloadCheck}`);
  const timed = timeFileOf(tree);
  if (timed !== undefined)
    notes.push(`a reload at a set time (reload_time_file ${timed}) stays set; this one does not wait for it`);
  return notes;
}

/** The file with the time of the next reload, if there can be one. */
export function timeFileOf(tree: readonly Node[]): string | undefined {
  return tree
    .filter(node => node.words[0]?.text === 'global_defs')
    .flatMap(node => node.block?.children ?? [])
    .find(node => node.words[0]?.text === 'reload_time_file')?.words[1]?.text;
}
