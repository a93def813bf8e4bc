/** More about a code, for --explain. */
export interface Explanation {
  /** What happens, and why. */
  readonly why: string;
  /** How to see it on a machine that runs. */
  readonly see: string;
}

/** By code; true in every kind of file that has it. */
export const explanations: Readonly<Record<string, Explanation>> = {
  'block-within-block': {
    why: 'keepalived reads a block up to its own }. When that is missing, the next virtual_server or vrrp_instance is an unknown keyword within the one before: the keyword and its brace are skipped, the lines behind it are read as lines of that block, and keepalived starts all the same. A virtual_server for port 443 behind one for port 80 gives its real servers to port 80.',
    see: '`keepalived -t` tells of an unknown keyword; `ipvsadm -Ln` has the service before with the real servers of both, and lacks the other.',
  },
  'same-virtual-router-id': {
    why: 'The number is all that tells the advertisements of two virtual routers on a segment apart. Two instances with one number on one interface hear each other, and would each take the other for its peer; keepalived refuses to start with them. IPv4 and IPv6 are counted apart: one of each may have the same number.',
    see: '`keepalived -t` names both instances. With the number of somebody else on the segment, `lvsctl vrrp` shows a speaker that nobody knows, and `tcpdump -ni IF -v ip proto 112` its address.',
  },
  'missing-protocol': {
    why: 'keepalived 2.2.7 takes UDP for a virtual_server without protocol. The service is in the table, the checks run, and TCP packets pass by the table to the machine itself, which answers with a reset.',
    see: '`keepalived -t` says "no protocol set - defaulting to UDP"; `ipvsadm -Ln` shows UDP in front of the address.',
  },
  'nopreempt-with-master': {
    why: 'state MASTER means that the instance begins as master, without asking who is. nopreempt means that whoever returns waits. Both cannot be, and keepalived keeps MASTER: at each start the router takes the addresses, and connections move twice, there and back.',
    see: '`keepalived -t` names nopreempt and clears it; `lvsctl vrrp` shows the change at the moment of the start.',
  },
  'script-not-tracked': {
    why: 'vrrp_script only describes a script. It is run for instances and sync groups that name it in track_script: without one keepalived leaves it out, and nothing that the script would notice lowers a priority or moves an address.',
    see: 'The log of keepalived has "script NAME is not used". Make the script fail on purpose: `lvsctl vrrp` shows the same priority as before.',
  },
  'script-security-late': {
    why: 'keepalived judges a script as it reads the line with it, by what it knows then. At the start script_user and enable_script_security may still come; at a reload those of the reading before are gone, and what stands in front of the lines is judged without a user. A MISC_CHECK that is left out for that is no check any more, and its server counts as up.',
    see: 'The log of a reload has "Disabling misc script" or "Disabling track script" with its name; `lvsctl checks` lacks the check.',
  },
  'no-checker': {
    why: 'Without a check a real server is up from the start and never goes down. Its share of the clients waits for a machine that may be dead: with two servers every second connection.',
    see: '`lvsctl checks` lists no check for it. `ipvsadm -Ln` shows connections that stay inactive (SYN_RECV) on it: `lvsctl conns --real ADDRESS --count-by state`.',
  },
  'service-without-address': {
    why: 'The table of IPVS and the addresses of the machine are apart. A service on an address that moves with no virtual router is in the table of both machines, and packets come only to the one that happens to have the address, or to none.',
    see: '`ip -br addr` on the master lacks the address; from another host of the segment `arping ADDRESS` says who has it.',
  },
  'strict-drops-packets': {
    why: 'RFC 9568 lets a router that does not own the addresses answer for them only with ARP: it is to forward, not to serve. In strict mode keepalived does as the RFC says, and drops what is sent to the addresses. That is before IPVS sees the packets, so virtual servers on them are dead too.',
    see: '`nft list ruleset` or `iptables -nvL` has a chain or rules of keepalived with counters that rise while somebody tries; a ping to the address stays without answer, and ARP does not.',
  },
  'unicast-without-peers': {
    why: 'unicast_src_ip alone, or an empty unicast_peer, makes no unicast: keepalived goes on with multicast to 224.0.0.18 or ff02::12. A peer that does have the list sends to this router alone, and listens for no multicast. Each hears nothing.',
    see: '`tcpdump -ni IF ip proto 112` shows packets to 224.0.0.18 from the one and to an address from the other; `lvsctl vrrp` on both says MASTER.',
  },
  'unicast-not-mirrored': {
    why: 'With unicast a router hears only who sends to it, and who sends is only in unicast_peer of the sender. An address that changed on one machine, or a file that was copied without turning the two round, leaves one direction silent: that router becomes master after three intervals, and both have the addresses.',
    see: '`tcpdump -ni IF ip proto 112` on each: there have to be packets from the other. `lvsctl vrrp` on both says MASTER.',
  },
  'pair-virtual-router-id': {
    why: 'The number says whose advertisements are whose. With two numbers there are two virtual routers, each with one machine, and each of them is master of the same addresses.',
    see: '`lvsctl vrrp` on both says MASTER; `tcpdump -ni IF -v ip proto 112` shows two vrid; `arping ADDRESS` gets two answers.',
  },
  'pair-version': {
    why: 'Packets of version 2 and 3 differ, and a router of one discards those of the other. Version 3 also counts intervals in hundredths of a second.',
    see: '`tcpdump -ni IF -v ip proto 112` shows packets of both versions; `lvsctl vrrp` on both says MASTER.',
  },
  'pair-advert-int': {
    why: 'With version 2 the interval stands in the packet, and a packet with another one is discarded. With version 3 a backup takes over the interval of the master it hears, so the two work together; but who becomes master next goes by its own.',
    see: 'With version 2 the log has "advertisement interval mismatch" at every packet, and both are master.',
  },
  'pair-authentication': {
    why: 'A packet with another password, another type, or none, is discarded as if it had not come. The password travels in the clear: it keeps apart what should not meet, and keeps nobody out.',
    see: 'The log of keepalived tells of it at every packet; `lvsctl vrrp` on both says MASTER. Passwords are compared here, and never shown.',
  },
  'pair-addresses': {
    why: 'keepalived compares the list in a packet with its own, and discards the packet if they differ. While the file is changed on one router after the other, both become master. virtual_ipaddress_excluded is not advertised: what stands there can be changed on one after the other.',
    see: 'The log has "expected N VIPs but received M", or "ip address associated with VRID N not present in MASTER advert", at every packet; `lvsctl vrrp` tells of other addresses.',
  },
  'equal-priorities': {
    why: 'Between equal priorities the higher address of the interface wins, but only between two masters: a backup that hears its own priority stays backup. Who is master so depends on who was first, and after both start at once on addresses that nobody chose for it.',
    see: '`lvsctl vrrp` shows the same priority for both; restart each, and see who is master then.',
  },
  'roles-never-flip': {
    why: 'A router whose script fails advertises priority + weight. The peer takes over only when its own priority is higher than that. With 200 and 100 and a weight of -20 it never is.',
    see: 'Make what is tracked fail on the master: `lvsctl vrrp` shows the lower priority, and the same master.',
  },
  'weight-beyond-range': {
    why: 'A priority that is advertised is 1 to 254: 0 says that the master gives up, 255 that the addresses are its own. keepalived stops at the ends, and two failures may then weigh no more than one.',
    see: '`lvsctl vrrp` shows 254 or 1 where the sum would be another number.',
  },
  'address-in-two-instances': {
    why: 'Each instance adds the address when it becomes master and removes it when it does not: neither asks whether another has it too. When one of the two falls back the address is gone, although the other is master and goes on saying so.',
    see: '`ip -br addr` lacks an address that `lvsctl vrrp` has as that of a master.',
  },
  'duplicate-virtual-server': {
    why: 'The kernel knows a service by protocol, address and port. The second block adds its real servers to the service of the first; when keepalived takes one of the two away, at a reload or because its quorum is lost, what the other wanted goes too.',
    see: '`ipvsadm -Ln` has the service once, with the real servers of both blocks.',
  },
  'port-needs-nat': {
    why: 'Direct routing and tunnels leave the packet as it is, and a real server gets it at the port of the service. Only NAT writes another port into it. The check connects to the port of the real_server: it may succeed where no client ever arrives, or fail where all is well.',
    see: '`ipvsadm -Ln` shows the port of the service for the real server; `tcpdump` there shows packets to it.',
  },
  'port-needs-masquerading': {
    why: 'Direct routing and tunnels leave the packet as it is, and a real server gets it at the port of the service. Only masquerading writes another port into it. ipvsadm takes the port of the service without a word.',
    see: '`ipvsadm -Ln` shows the port of the service for the real server; `tcpdump` there shows packets to it.',
  },
  'quorum-does-nothing': {
    why: 'quorum only decides when keepalived runs quorum_up and quorum_down and when it puts the sorry_server in. Without these it writes a line to the log. No address moves because of it: for that a track_file or a track_script has to know of it.',
    see: 'Stop real servers until the quorum is lost: the log says so, and `ipvsadm -Ln` has those that are left.',
  },
  'sync-persist-without-sloppy-tcp': {
    why: 'With sync_persist_mode 1 the connections of persistent services are not synchronized, only the templates that say which server a client belongs to. After a takeover a packet from the middle of a connection finds no entry. sloppy_tcp lets it make one, by the template; without it only a SYN does, the packet goes to the machine itself, and that answers with a reset.',
    see: 'On the backup `lvsctl conns` has templates alone. `lvsctl sync status` tells how much of the connections both have.',
  },
  'arp-incomplete': {
    why: 'With direct routing every real server has the virtual address too, and must keep silent about it. arp_ignore 1 is for requests that others send: answers are given only for addresses of the interface they come in by. arp_announce 2 is for requests that this host sends: they must not have the virtual address as their sender, from which all that hear them learn it. One of the two leaves a door open, and it shows hours later.',
    see: 'From another host of the segment `arping ADDRESS` must get the answers of the director alone. On the real server: `lvsctl doctor --as real-server`.',
  },
  'rp-filter-all-wins': {
    why: 'For rp_filter the kernel takes the larger one of all and the interface, other than for most settings, where either is enough or both are needed. A 0 for one interface changes nothing while all has 1 or 2.',
    see: '`sysctl net.ipv4.conf.all.rp_filter net.ipv4.conf.IF.rp_filter`: the larger counts. `nstat -az TcpExtIPReversePathFilter` counts what was dropped.',
  },
  'conntrack-strict': {
    why: 'Conntrack is not synchronized with the addresses. After a takeover the new director sees connections from their middle: with nf_conntrack_tcp_loose 1 it takes them up and trusts their windows, with 0 their packets are INVALID. IPVS works without conntrack, but a firewall that drops what is INVALID, and its address translation, do not.',
    see: '`conntrack -S` counts invalid; a rule `ct state invalid drop` counts in `nft list ruleset`.',
  },
  'quiescent-with-persistence': {
    why: 'With quiescent=yes a server that fails stays in the table with weight 0. Persistence looks for the server of a client first and at weights only for new clients: those that had the dead server go on being sent there, each try prolonging it, unless the kernel is told not to.',
    see: '`lvsctl conns --state TEMPLATE --real ADDRESS` shows clients that belong to a server of weight 0.',
  },
  'mode-not-0600': {
    why: 'heartbeat wants authkeys readable by its owner alone, and ends with an error otherwise: the node is up, its resources are not, and the other node has them.',
    see: '`ls -l` of the file; the log of heartbeat has "Bad permissions on keyfile".',
  },
};
