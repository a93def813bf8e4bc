/** The network of the recorded traffic: a client, a director (the guest itself) and two real servers; bk is its backup. */
export const trafficNetwork = `
node_of() { # name, its side of the wire, the director's side, further addresses
  ip netns add "$1"; ip link add "v$1" type veth peer name eth0 netns "$1"
  ip addr add "$3/24" dev "v$1"; ip link set "v$1" up
  ip -n "$1" link set lo up; ip -n "$1" link set eth0 up
  for address in $2; do ip -n "$1" addr add "$address/24" dev eth0; done
  ip -n "$1" route add default via "$3"
}
node_of cl "172.16.1.2 172.16.1.12 172.16.1.13 172.16.1.14" 172.16.1.1
node_of rs1 172.16.2.2 172.16.2.1
node_of rs2 172.16.3.2 172.16.3.1
node_of bk 172.16.4.2 172.16.4.1
six() { ip addr add "$4/64" dev "v$1" nodad; ip -n "$1" addr add "$2/64" dev eth0 nodad; ip -n "$1" -6 route add default via "$3"; }
six cl fd01::2 fd01::1 fd01::1
six rs1 fd02::2 fd02::1 fd02::1
ip addr add 10.0.0.1/32 dev lo; ip addr add 2001:db8::80/128 dev lo nodad
echo 1 > /proc/sys/net/ipv4/ip_forward; echo 1 > /proc/sys/net/ipv6/conf/all/forwarding
modprobe -d /run/mods sctp
`;

/** The services of conn-001 … drain-050, as their output tells. */
export const trafficServices = `-A -t 10.0.0.1:80 -s rr
-a -t 10.0.0.1:80 -r 172.16.2.2:8080 -m
-a -t 10.0.0.1:80 -r 172.16.3.2:8080 -m -w 2 -x 100 -y 50
-A -t 10.0.0.1:99 -s rr
-a -t 10.0.0.1:99 -r 172.16.2.99:99 -m
-A -t 10.0.0.1:443 -s rr -p 300
-a -t 10.0.0.1:443 -r 172.16.2.2:443 -m
-a -t 10.0.0.1:443 -r 172.16.3.2:443 -m
-A -t 10.0.0.1:444 -s rr -p 300 -M 255.255.255.0
-a -t 10.0.0.1:444 -r 172.16.2.2:443 -m
-A -u 10.0.0.1:53 -s rr
-a -u 10.0.0.1:53 -r 172.16.2.2:53 -m
-A -u 10.0.0.1:5060 -s rr -p 60 --pe sip -o
-a -u 10.0.0.1:5060 -r 172.16.2.2:5060 -m
-a -u 10.0.0.1:5060 -r 172.16.3.2:5060 -m
-A --sctp-service 10.0.0.1:7000 -s rr
-a --sctp-service 10.0.0.1:7000 -r 172.16.2.2:7000 -m
-A -t [2001:db8::80]:80 -s rr
-a -t [2001:db8::80]:80 -r [fd02::2]:8081 -m
-A -t [2001:db8::80]:81 -s rr -p 200 -M 64
-a -t [2001:db8::80]:81 -r [fd02::2]:8081 -m
-A -u [2001:db8::80]:53 -s rr
-a -u [2001:db8::80]:53 -r [fd02::2]:53 -m
-A -f 5 -s rr -p 100
-a -f 5 -r 172.16.2.2:9000 -m
`;
