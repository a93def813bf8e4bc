/** The kinds of files that are judged, and what they are. */
export const lintKinds = {
  keepalived: 'keepalived.conf',
  ldirectord: 'ldirectord.cf',
  rules: 'rules as ipvsadm-save writes them',
  sysctl: 'sysctl.conf',
  'ha.cf': "heartbeat's ha.cf",
  haresources: "heartbeat's haresources",
  authkeys: "heartbeat's authkeys",
  director: "a director's YAML",
} as const;

export type LintKind = keyof typeof lintKinds;

export const lintKindNames = Object.keys(lintKinds) as readonly LintKind[];
