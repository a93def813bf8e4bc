/** Where the lab's daemons have their files. */
export const ldirectordLog = '/run/ldirectord.log';
export const maintenanceFile = '/run/maintenance/127.0.0.5:8001';

/** One server that works, one that refuses, one url that is not there; a service by address, a mark, a group. */
export const keepalivedConf = `global_defs {
  enable_script_security
  script_user root
  lvs_notify_fifo /run/lvsctl/checks.fifo
}
virtual_server_group pair {
  10.0.0.2 80
  10.0.0.3 80
}
virtual_server 10.0.0.1 80 {
  delay_loop 1
  lvs_sched wrr
  lvs_method NAT
  protocol TCP
  real_server 127.0.0.2 8001 {
    weight 3
    TCP_CHECK { connect_timeout 2
      retry 0
      warmup 0 }
  }
  real_server 127.0.0.3 8001 {
    weight 2
    TCP_CHECK { connect_timeout 2
      retry 0
      warmup 0 }
  }
}
virtual_server fwmark 7 {
  delay_loop 1
  lvs_sched rr
  lvs_method NAT
  real_server 127.0.0.2 8001 {
    weight 1
    TCP_CHECK { connect_timeout 2
      retry 0
      warmup 0 }
  }
}
virtual_server group pair {
  delay_loop 1
  lvs_sched rr
  lvs_method NAT
  protocol TCP
  inhibit_on_failure
  real_server 127.0.0.2 8001 {
    weight 4
    HTTP_GET { url { path /nothing
        status_code 200 }
      connect_timeout 2
      retry 0
      warmup 0 }
  }
}
`;

export const ldirectordConf = `checktimeout=5
checkinterval=1
quiescent=yes
supervised=yes
logfile="${ldirectordLog}"
maintenancedir=/run/maintenance
virtual=10.0.0.4:80
    real=127.0.0.2:8001 masq 5
    real=127.0.0.4:8001 masq 3
    real=127.0.0.5:8001 masq 2
    checktype=connect
    scheduler=wrr
    protocol=tcp
    monitorfile=/run/ldirectord.monitor
`;

export const network = `
printf '127.0.0.1 localhost\\n' > /run/hosts; mount --bind /run/hosts /etc/hosts
ip link set lo up
for i in 1 2 3 4; do ip addr add 10.0.0.$i/32 dev lo; done
mkdir -p -m 700 /run/lvsctl; mkdir -p /run/www /run/maintenance /run/keepalived; echo new disk > ${maintenanceFile}
cp "$LAB"/*.conf "$LAB"/*.cf /run/; chmod 600 /run/*.conf
`;
