import type {DirectorReading} from '../director/read-director-configuration.js';
import type {Node} from './block-tree.js';
import type {KeepalivedReading} from './read-config.js';
import {paceOf} from './to-routers/announcing.js';
import {Commands} from './to-routers/commands.js';
import {fifoOf} from './to-routers/fifo.js';
import {Findings} from './to-routers/findings.js';
import {groupOf} from './to-routers/group.js';
import {type BlockLines, everyNode, globalLines, instanceLines} from './to-routers/lines.js';
import {passProblems} from './to-routers/pass-problems.js';
import {routerOf, type Surroundings} from './to-routers/router.js';
import {syncOf} from './to-routers/sync.js';
import {Trackables} from './to-routers/tracking.js';
import {findUnsupported, findUnsupportedNodes} from './to-routers/unsupported.js';
import type {Host} from './walk/context.js';

/**
 * What the VRRP process of keepalived 2.2.7 would do with a configuration, for a director of ours; what that cannot
 * carry out is a refusal or a warning. Virtual servers are for poolsOf().
 * @param host the same as in reading
 */
export function routersOf({config, tree, problems}: KeepalivedReading, host: Host = {}): DirectorReading {
  const {globals, vrrp} = config;
  const findings = new Findings(globals.hasScriptSecurity);
  const lines = globalLines(tree);
  findUnsupportedNodes(tree, 'root', findings);
  findUnsupported(lines, 'global', findings);
  const commands = new Commands(globals, host, findings);
  const trackables = new Trackables(vrrp, findings, commands);
  const around: Surroundings = {globals, globalLines: lines, groups: vrrp.syncGroups, commands, trackables, findings};
  const linesOf = new Map(vrrp.instances.map(instance => [instance.name, instanceLines(tree, instance)]));
  const routers = vrrp.instances.flatMap(
    instance => routerOf(instance, linesOf.get(instance.name) as BlockLines, around) ?? [],
  );
  const groups = vrrp.syncGroups.flatMap(group => groupOf(group, vrrp.instances, tree, around) ?? []);
  const configuration = {
    routers,
    groups,
    scripts: trackables.scripts,
    files: trackables.files,
    processes: trackables.processes(tree),
    notify: fifoOf(globals, lines, findings),
    sync: syncOf(lines, tree, routers, findings),
    announcements: paceOf(tree, lines, routers, findings),
  };
  passProblems(problems, tree, [lines, ...linesOf.values()], findings);
  return {configuration, problems: findings.inOrder(filesOf(tree))};
}

/** In the order in which they were read. */
function filesOf(tree: readonly Node[]): readonly string[] {
  const files = new Set<string>();
  for (const {words} of everyNode(tree)) if (words[0]) files.add(words[0].file);
  return [...files];
}
