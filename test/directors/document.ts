/** What these tests read of `lvsctl vrrp -o json`. */
export interface Document {
  readonly version: 1;
  readonly at: string;
  readonly listened: number;
  readonly uncertainFor: number;
  readonly instances: readonly InstanceDocument[];
  readonly findings: readonly FindingDocument[];
  readonly sources: readonly {readonly kind: string; readonly name: string; readonly state: string}[];
  readonly holds: readonly unknown[];
  readonly timeline: readonly {readonly at: string; readonly instance: string | null; readonly words: string}[];
}

export interface InstanceDocument {
  readonly name: string | null;
  readonly interface: string;
  readonly vrid: number;
  readonly family: 'ipv4' | 'ipv6';
  readonly state: string;
  readonly stale: boolean;
  readonly confidence: string;
  readonly since: string | null;
  readonly why: {readonly code: string; readonly words: string} | null;
  readonly evidence: readonly {readonly source: string; readonly words: string; readonly says: string | null}[];
  readonly priority: {readonly base: number | null; readonly effective: number | null};
  readonly addresses: readonly {readonly address: string; readonly present: boolean | null}[];
  readonly master: {
    readonly address: string | null;
    readonly thisHost: boolean;
    readonly priority: number | null;
  } | null;
  readonly peers: readonly {readonly address: string; readonly state: string; readonly missed: number}[];
}

export interface FindingDocument {
  readonly code: string;
  readonly severity: string;
  readonly instance: string | null;
  readonly interface: string | null;
  readonly vrid: number | null;
  readonly confidence: string;
  readonly summary: string;
  readonly proof: readonly string[];
  readonly advice: string;
}

/**
 * What it says, in a line each: `VI_1 master`, `VI_1 unknown stale`, `stale-master VI_1 confirmed`. What is only heard
 * has the name `eth0/51`, and its master's address for a state.
 */
export function linesOf({instances, findings}: Document): readonly string[] {
  return [
    ...instances.map(({name, interface: link, vrid, state, stale, master}) =>
      name === null ? `${link}/${vrid} ${master?.address ?? 'nobody'}` : `${name} ${state}${stale ? ' stale' : ''}`,
    ),
    ...findings.map(
      ({code, instance, interface: link, vrid, confidence}) =>
        `${code} ${instance ?? (link === null ? 'host' : `${link}/${vrid}`)} ${confidence}`,
    ),
  ];
}
