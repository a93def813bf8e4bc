import type {MemberRecord, PoolRecord} from './records.js';

type Node = MemberRecord | PoolRecord;

/**
 * Links members to what they depend on. What is not there is left out, and so is what would close a circle: nothing in
 * a circle could ever come up again.
 */
export function linkDependencies(pools: ReadonlyMap<string, PoolRecord>): void {
  const dependent: MemberRecord[] = [];
  for (const pool of pools.values()) {
    pool.dependents = [];
    for (const member of pool.members.values()) {
      member.dependsOn = [];
      member.dependents = [];
      if (member.settings.dependsOn.length > 0) dependent.push(member);
    }
  }
  for (const member of dependent) {
    for (const name of new Set(member.settings.dependsOn)) {
      const on = find(pools, name);
      if (!on || reaches(on, member)) continue;
      member.dependsOn = [...member.dependsOn, on];
      on.dependents.push(member);
    }
  }
}

/** `pool member`, else a pool: names of pools have spaces in them, those of members have none. */
function find(pools: ReadonlyMap<string, PoolRecord>, name: string): Node | undefined {
  const space = name.lastIndexOf(' ');
  return pools.get(name) ?? pools.get(name.slice(0, space))?.members.get(name.slice(space + 1));
}

function reaches(from: Node, to: MemberRecord): boolean {
  const seen = new Set<Node>();
  const open: Node[] = [from];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node === to) return true;
    if (seen.has(node)) continue;
    seen.add(node);
    open.push(...(node.kind === 'pool' ? node.members.values() : node.dependsOn));
  }
  return false;
}
