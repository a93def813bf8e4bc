import {existsSync} from 'node:fs';
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
 * Shell function: await_table NAMESPACE NAME waits until the untouched ipvsadm lists there what the file NAME says, for 15 s
 * at most, and leaves what it listed last in the results. One line per real server: service, real server, forwarding, weight.
 */
export const awaitTable = `
await_table() {
  until=$(($(date +%s) + 15))
  while [ "$(date +%s)" -lt $until ]; do
    ip netns exec $1 /run/ipvsadm.real -Ln | awk 'NR < 4 {next} /^[A-Z]/ {service = $2; next} {print service, $2, $3, $4}' | sort > "$LAB/results/$2"
    cmp -s "$LAB/results/$2" "$LAB/$2" && return
    sleep 0.2
  done
}
`;
