import type {Milliseconds} from '../../vrrp/intervals.js';
import type {RouterWorld} from '../router-world.js';
import {heartbeatProgram} from './find-heartbeat.js';

/** Which resources this node has: those that are its own by haresources, those of others, … */
export const resourceStates = ['local', 'foreign', 'all', 'none', 'transition'] as const;
export type ResourceState = (typeof resourceStates)[number];

/** What heartbeat said of itself when it was asked. */
export interface ClusterStatus {
  readonly at: Milliseconds;
  readonly resources: ResourceState | undefined;
  readonly nodes: readonly NodeStatus[];
}

/** Texts are from outside. */
export interface NodeStatus {
  readonly name: string;
  /** `active`, `dead`, `up`, `init`, … */
  readonly status: string;
  /** `normal`, or `ping` for one that only answers. */
  readonly type: string;
  readonly links: readonly {readonly name: string; readonly status: string}[];
}

/** cl_status answers within milliseconds; where heartbeat hangs it would not. */
const patience: Milliseconds = 3000;

/**
 * Asks with cl_status(1), two programs that run for some milliseconds: only when the operator wants it.
 * @throws Error with words for people where there is no answer
 */
export async function askCluster({machine, clock}: Pick<RouterWorld, 'machine' | 'clock'>): Promise<ClusterStatus> {
  const program = heartbeatProgram(machine, 'cl_status');
  if (program === undefined) throw new Error('cl_status is not installed, with which heartbeat is asked');
  const [nodes, resources] = await Promise.all([
    machine.run(program, ['hbstatus', '-v'], {timeout: patience}),
    machine.run(program, ['rscstatus'], {timeout: patience}),
  ]);
  if (nodes.status !== 0) throw new Error(`cl_status hbstatus: ${lastLine(nodes.stdout || nodes.stderr)}`);
  return {
    at: clock(),
    nodes: parseNodes(nodes.stdout),
    resources: resources.status === 0 ? parseResources(resources.stdout) : undefined,
  };
}

export function parseResources(text: string): ResourceState | undefined {
  return resourceStates.find(state => state === text.trim());
}

/**
 * Of `cl_status hbstatus -v`: a node a line, its links indented below.
 *
 *     beta    active  (nodetype: normal)
 *             eth0    up
 */
export function parseNodes(text: string): readonly NodeStatus[] {
  const nodes: (Omit<NodeStatus, 'links'> & {links: {name: string; status: string}[]})[] = [];
  for (const line of text.split('\n')) {
    const node = /^(\S+)\s+(\S+)\s+\(nodetype: (\S+)\)$/.exec(line);
    const link = /^\s+(\S+)\s+(\S+)$/.exec(line);
    if (node) nodes.push({name: node[1] as string, status: node[2] as string, type: node[3] as string, links: []});
    else if (link) nodes.at(-1)?.links.push({name: link[1] as string, status: link[2] as string});
  }
  return nodes;
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) || 'no answer in time';
}
