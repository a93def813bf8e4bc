import {accessSync, constants, readFileSync} from 'node:fs';

/** What the lab runs, and the Debian package that brings it. Each row: package, a file it must have installed. */
const labTools = [
  ['user-mode-linux', '/usr/bin/linux.uml'],
  ['ipvsadm', '/usr/sbin/ipvsadm'],
  ['kmod', '/sbin/modprobe'],
  ['iproute2', '/sbin/ip'],
  ['busybox-static', '/bin/busybox'],
  ['util-linux', '/usr/bin/unshare'],
] as const;

/** Further programs that some tests run in the lab. */
const otherTools = {
  keepalived: '/usr/sbin/keepalived',
  ldirectord: '/usr/sbin/ldirectord',
  tcpdump: '/usr/bin/tcpdump',
  tmux: '/usr/bin/tmux',
} as const;

export type OtherTool = keyof typeof otherTools;

/** Names what stands between this machine and the lab: Debian packages, or `root`. [] when it can run. */
export function missingForLab(others: readonly OtherTool[] = []): string[] {
  const missing: string[] = labTools.filter(([, file]) => !isExecutable(file)).map(([name]) => name);
  missing.push(...others.filter(name => !isExecutable(otherTools[name])));
  if (hostNeedsXstateShim() && compiler() === undefined) missing.push('gcc (this processor has AMX)');
  if (process.getuid?.() !== 0) missing.push('root');
  return missing;
}

/** linux.uml 6.1 cannot boot unaided where the XSAVE area exceeds 2696 bytes: on processors with AMX. */
export function hostNeedsXstateShim(): boolean {
  return /^flags\s*:.*\bamx_tile\b/m.test(readFileSync('/proc/cpuinfo', 'utf8'));
}

export function compiler(): string | undefined {
  return ['/usr/bin/cc', '/usr/bin/gcc'].find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
