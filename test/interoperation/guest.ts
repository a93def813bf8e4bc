import {execFileSync} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {quote} from '../lab/guest-init.js';
import {missingForLab, repositoryFolder} from '../lab/lab.js';
import type {OtherTool} from '../lab/needs.js';

/** For `skip` of node:test: what is missing to run a foreign program in the lab with lvsctl as its ipvsadm, else false. */
export function missingForInteroperation(...others: OtherTool[]): string | false {
  const isBuilt = existsSync(join(repositoryFolder(), 'dist/lvsctl.cjs'));
  const missing = [...missingForLab(others), ...(isBuilt ? [] : ['a build of lvsctl (npm run build)'])];
  return missing.length > 0 && `missing: ${missing.join(', ')}`;
}

/**
 * Shell: keeps the untouched program as /run/ipvsadm.real, and puts in its place one that runs lvsctl under ipvsadm's
 * name and notes each call in `$LAB/results/calls`, the exit status first.
 */
export const disguise = `
exec 9< ${quote(join(repositoryFolder(), 'node_modules/node/bin/node'))} # hostfs forgets a file's pages when nobody has it open
cp /usr/sbin/ipvsadm /run/ipvsadm.real
mkdir /run/bin; ln -s ${quote(join(repositoryFolder(), 'bin/lvsctl'))} /run/bin/ipvsadm
cat > /run/noted <<'END'
#!/bin/sh
/run/bin/ipvsadm "$@"
status=$?
echo "$status $*" >> "$LAB/results/calls"
exit $status
END
chmod +x /run/noted
mount --bind /run/noted /usr/sbin/ipvsadm
`;

/**
 * Shell function: await_table NAMESPACE NAME waits until the untouched ipvsadm lists there what the file NAME says, for 60 s
 * at most, and leaves what it listed last in the results. One line per real server: service, real server, forwarding, weight.
 */
export const awaitTable = `
await_table() {
  until=$(($(date +%s) + 60))
  while [ "$(date +%s)" -lt $until ]; do
    ip netns exec $1 /run/ipvsadm.real -Ln | awk 'NR < 4 {next} /^[A-Z]/ {service = $2; next} {print service, $2, $3, $4}' | sort > "$LAB/results/$2"
    cmp -s "$LAB/results/$2" "$LAB/$2" && return
    sleep 1
  done
}
`;

/**
 * The guest's kernel and its processes are processes of this machine that wait for each other at each system call: on
 * one processor they do so three to five times as fast as across two. The guest inherits it from us.
 */
export function stayOnOneProcessor(): void {
  const allowed = /^Cpus_allowed_list:\s*(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
  execFileSync('/usr/bin/taskset', ['-cp', allowed, String(process.pid)], {stdio: 'pipe'});
}
