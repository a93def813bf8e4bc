/** The services of the lab's director: how each daemon comes to keep a drain, or not. All have both real servers. */
export const services = {
  /** keepalived, with a tracked file. */
  file: '10.0.0.1:80',
  /** keepalived, which deletes a server that fails. */
  deleting: '10.0.0.2:80',
  /** keepalived, with inhibit_on_failure: weight 0. */
  inhibiting: '10.0.0.3:80',
  /** ldirectord, with a maintenance folder. */
  folder: '10.0.0.4:80',
  /** ldirectord with quiescent=no; its server has a port of its own, or the folder would be for both. */
  removing: '10.0.0.5:81',
  /** Another ldirectord, with quiescent=yes and without a folder. */
  quiescing: '10.0.0.6:80',
} as const;

export type Kept = keyof typeof services;

/** keepalived, with a tracked file for its only server, and a sorry server. */
export const sorryService = {service: '10.0.0.7:80', file: '/run/tracked/last'} as const;

export const drained = '10.0.1.2';
export const other = '10.0.2.2';
export const drainedWeight = 3;
/** What the configuration gives it later. */
export const heavierWeight = 30;
export const otherWeight = 2;
export const trackedFile = '/run/tracked/web1';
export const maintenanceFile = `/run/maintenance/${drained}:80`;

const portOf = (kept: Kept) => services[kept].split(':')[1] as string;

function virtualServer(kept: Kept, serverLines: string, ofDrained = ''): string {
  const check = `HTTP_GET {
      url {
        path /alive
        status_code 200
      }
      connect_timeout 2
      retry 0
    }`;
  const real = (address: string, weight: number, more: string) => `  real_server ${address} ${portOf(kept)} {
    weight ${weight}
    ${check}
    ${more}
  }`;
  return `virtual_server ${services[kept].replace(':', ' ')} {
  delay_loop 1
  lvs_sched wrr
  lvs_method NAT
  protocol TCP
  ${serverLines}
${real(drained, drainedWeight, ofDrained)}
${real(other, otherWeight, '')}
}`;
}

export const keepalivedConf = `global_defs {
  enable_script_security
  script_user root
}
track_file web1 {
  file ${trackedFile}
  weight 1
  init_file 0
}
${virtualServer('file', '', 'FILE_CHECK {\n      track_file web1\n    }')}
${virtualServer('deleting', '')}
${virtualServer('inhibiting', 'inhibit_on_failure')}
track_file last {
  file ${sorryService.file}
  weight 1
  init_file 0
}
virtual_server ${sorryService.service.replace(':', ' ')} {
  lvs_method NAT
  protocol TCP
  sorry_server ${drained} 80
  real_server ${other} 80 {
    weight ${otherWeight}
    FILE_CHECK {
      track_file last
    }
  }
}
`;

const ldirectordHead = (log: string) => `checktimeout=5
checkinterval=1
logfile="${log}"
supervised=yes
`;

function virtual(kept: Kept, quiescent: 'yes' | 'no'): string {
  const lines = [
    `real=${drained}:${portOf(kept)} masq ${drainedWeight}`,
    `real=${other}:${portOf(kept)} masq ${otherWeight}`,
    'checktype=connect',
    'scheduler=wrr',
    `quiescent=${quiescent}`,
  ];
  return [`virtual=${services[kept]}`, ...lines.map(line => `    ${line}`)].join('\n');
}

export const ldirectordLog = '/run/ldirectord.log';
export const ldirectordConf = `${ldirectordHead(ldirectordLog)}maintenancedir=/run/maintenance
${virtual('folder', 'yes')}
${virtual('removing', 'no')}
`;
export const otherLdirectordConf = `${ldirectordHead('/run/other.log')}${virtual('quiescing', 'yes')}
`;

/** A director with its addresses, and two real servers in namespaces. Names are resolved by nobody. */
export const labNetwork = `
printf '127.0.0.1 localhost\\n' > /run/hosts; mount --bind /run/hosts /etc/hosts
ip -batch - <<'END'
netns add director
netns add server1
netns add server2
link add server1 netns director type veth peer name director netns server1
link add server2 netns director type veth peer name director netns server2
END
ip -n director -batch - <<'END'
link set lo up
${[...Object.values(services), sorryService.service]
  .map(service => `addr add ${service.split(':')[0]}/32 dev lo`)
  .join('\n')}
addr add 10.0.1.1/24 dev server1
addr add 10.0.2.1/24 dev server2
link set server1 up
link set server2 up
END
for i in 1 2; do
  ip -n server$i addr add 10.0.$i.2/24 dev director
  ip -n server$i link set director up
done
mkdir -p /run/www /run/tracked /run/maintenance /run/keepalived; echo yes > /run/www/alive
cp "$LAB"/*.conf "$LAB"/*.cf /run/; chmod 600 /run/*.conf
`;
