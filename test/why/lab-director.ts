/** Where keepalived says what happens. */
export const keepalivedLog = '/run/keepalived/director.log';

/** What the services of the lab's director are for. Both servers are configured with weight 2. */
export const services = {
  well: '10.0.0.100:80',
  /** A page that is not there. */
  withoutPage: '10.0.0.100:8080',
  /** A port that nobody listens on. */
  withoutPort: '10.0.0.100:8081',
  /** No server is up, and its sorry server serves. */
  sorry: '10.0.0.100:8082',
  /** Of an address that the other director holds. */
  elsewhere: '10.0.0.101:80',
} as const;

/** An address of a virtual router that no service has. */
export const addressAlone = '10.0.0.102';
export const server = '10.1.0.11';
export const failing = '10.1.0.12';
export const sorryServer = '10.1.0.13';
export const [missingPage, openPort, closedPort] = ['/gone.html', 80, 81] as const;

const page = (path: string) => `HTTP_GET {
      url {
        path ${path}
        status_code 200
      }
      connect_timeout 1
      retry 0
      delay_before_retry 1
    }`;
const port = `TCP_CHECK {
      connect_port ${closedPort}
      connect_timeout 1
      retry 0
      delay_before_retry 1
    }`;

function virtualServer(service: string, checks: readonly [string, string], more = ''): string {
  const real = (address: string, check: string) => `  real_server ${address} ${openPort} {
    weight 2
    ${check}
  }`;
  return `virtual_server ${service.replace(':', ' ')} {
  delay_loop 1
  lvs_sched rr
  lvs_method NAT
  protocol TCP
${more}
${real(server, checks[0])}
${real(failing, checks[1])}
}`;
}

function virtualRouters(priorities: readonly [number, number]): string {
  const addresses = [['10.0.0.100', addressAlone], ['10.0.0.101']];
  return addresses
    .map(
      (those, i) => `vrrp_instance VI_${i + 1} {
  state BACKUP
  interface eth0
  virtual_router_id ${51 + i}
  priority ${priorities[i]}
  advert_int 1
  virtual_ipaddress {
    ${those.map(address => `${address}/24`).join('\n    ')}
  }
}`,
    )
    .join('\n');
}

const there = page('/index.html');

/** Master of the first virtual router, backup of the second. */
export const directorConf = `global_defs {
  router_id director
}
${virtualRouters([150, 50])}
${virtualServer(services.well, [there, there])}
${virtualServer(services.withoutPage, [there, page(missingPage)])}
${virtualServer(services.withoutPort, [there, port])}
${virtualServer(services.sorry, [port, port], `  sorry_server ${sorryServer} ${openPort}`)}
${virtualServer(services.elsewhere, [there, there])}
`;

export const peerConf = `global_defs {
  router_id peer
}
${virtualRouters([100, 200])}
`;

/** Two directors and a client on one switch, the real servers in one namespace on another. Names are resolved by nobody. */
export const labNetwork = `
printf '127.0.0.1 localhost\\n' > /run/hosts; mount --bind /run/hosts /etc/hosts
ip link add sw0 type bridge; ip link set sw0 up
ip link add sw1 type bridge; ip link set sw1 up
plug() { # NAMESPACE INTERFACE SWITCH ADDRESS...
  namespace=$1 interface=$2
  ip link add $1-$2 type veth peer name $2 netns $1; ip link set $1-$2 master $3 up
  ip -n $1 link set $2 up
  shift 3
  for address in "$@"; do ip -n $namespace addr add $address/24 dev $interface; done
}
for name in director peer client servers; do ip netns add $name; ip -n $name link set lo up; done
plug director eth0 sw0 10.0.0.2; plug peer eth0 sw0 10.0.0.3; plug client eth0 sw0 10.0.0.9
plug director eth1 sw1 10.1.0.1; plug servers eth0 sw1 ${server} ${failing} ${sorryServer}
ip -n servers route add default via 10.1.0.1
ip netns exec director sysctl -qw net.ipv4.ip_forward=1
mkdir -p /run/www /run/keepalived /run/peer /run/bin; echo hello > /run/www/index.html
ip netns exec servers busybox httpd -p ${openPort} -h /run/www
cp "$LAB"/*.conf /run/; chmod 600 /run/*.conf
`;
