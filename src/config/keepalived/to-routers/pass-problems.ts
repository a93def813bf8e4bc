import type {Node} from '../block-tree.js';
import type {Place, Problem} from '../problem.js';
import {checksumLine} from './checksums.js';
import type {Findings} from './findings.js';
import {type BlockLines, everyNode} from './lines.js';

/** What keepalived has to say itself, as far as it matters to virtual routers. */
export function passProblems(
  problems: readonly Problem[],
  tree: readonly Node[],
  blocks: readonly BlockLines[],
  findings: Findings,
): void {
  const checksums = blocks.flatMap(lines => checksumLine(lines)?.[0] ?? []);
  const ofServers = serverLines(tree);
  for (const problem of problems) {
    const isOfServers = problem.severity !== 'refused' && ofServers(problem);
    if (checksums.some(word => isAt(problem, word))) passChecksum(problem, findings);
    else if (!isOfServers && !findings.hasCommandAt(problem)) findings.pass(problem);
  }
}

/** Whether something is in a line of virtual servers: what is questionable there does not matter to virtual routers. */
export function serverLines(tree: readonly Node[]): (place: Place) => boolean {
  const servers = tree.filter(({words}) => /^(virtual_server(_group)?|SSL)$/.test(words[0]?.text ?? ''));
  const lines = new Set<string>();
  for (const {words, block} of everyNode(servers))
    for (const place of block?.close ? [...words, block.close] : words) lines.add(lineKey(place));
  return place => lines.has(lineKey(place));
}

function lineKey({file, line}: Place): string {
  return `${line} ${file}`;
}

function passChecksum({file, line, column}: Problem, findings: Findings): void {
  findings.warn({file, line, column}, 'v3_checksum_as_v2', {
    keepalived: '2.2.7 does not know it; since 2.2.8 it sends the checksum of RFC 9568',
    lvsctl: 'sends the checksum of RFC 9568, and takes either',
    advice: 'nothing is to be done where no peer is a keepalived before 2.2.8',
  });
}

function isAt(a: Place, b: Place): boolean {
  return a.file === b.file && a.line === b.line && a.column === b.column;
}
