/** The first program of the guest: what must be mounted and loaded before the caller's script runs. */
export function guestInit({folder, directory, modules}: {folder: string; directory: string; modules: boolean}): string {
  return `#!/bin/sh
mount -t proc proc /proc; mount -t sysfs sys /sys; mount -t tmpfs tmpfs /run
mkdir -p /dev/pts /run/tmp /run/netns /run/mods/lib/modules; mount -t devpts devpts /dev/pts 2>/dev/null
export PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 TMPDIR=/run/tmp LVSCTL_STATE_DIR=/run/lvsctl-state LAB=${quote(folder)}
hostname lab; ip link set lo up
ln -s "/usr/lib/uml/modules/$(uname -r)" /run/mods/lib/modules/
cat > /run/modprobe <<'END'
${autoloader}END
chmod +x /run/modprobe
load_modules() {
  echo /run/modprobe > /proc/sys/kernel/modprobe
  for module in ip_vs veth bridge dummy macvlan $(cd "/usr/lib/uml/modules/$(uname -r)/kernel/net/netfilter/ipvs" && ls | sed 's/\\.ko$//'); do
    modprobe -d /run/mods "$module" 2>/dev/null
  done
}
${modules ? 'load_modules' : 'echo /bin/false > /proc/sys/kernel/modprobe'}
cd ${quote(directory)}
( . ${quote(`${folder}/script`)} ) > ${quote(`${folder}/output`)} 2>&1
echo $? > ${quote(`${folder}/code`)}
/bin/busybox poweroff -f
`;
}

/**
 * kernel.modprobe of the guest. The modules are not bound over /lib/modules: the machine may have no such folder to
 * bind them on, and ipvsadm's own modprobe must go on failing as it does in the recorded runs.
 */
const autoloader = `#!/bin/sh
exec /sbin/modprobe -d /run/mods "$@"
`;

export function quote(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
