/** The directives of ha.cf that heartbeat 3.0.6 takes (ha.cf(5), and config.c for those it does not tell of). */
export const directives: ReadonlySet<string> = new Set(
  `
    apiauth auto_failback autojoin baud compression compression_threshold
    conn_logd_time coredumps coreroot crm crm_daemon_dir crmd_spawns_pengine
    deadping deadtime debug debugfile enable_config_writes env failfast
    hbgenmethod hopfudge initdead keepalive log_badpack
    logfacility logfile max_rexmit_delay memreserve msgfmt nice_failback
    node pacemaker quorum_server realtime record_config_changes record_pengine_inputs
    respawn rtprio stonith stonith_host syslogmsgfmt
    traditional_compression udp udpport use_apphbd use_logd uuidfrom
    warntime watchdog
  `
    .trim()
    .split(/\s+/),
);

/** Directives that name a way to the other nodes: plugins of HBcomm. */
export const media: ReadonlySet<string> = new Set(['bcast', 'mcast', 'mcast6', 'serial', 'ucast', 'ucast6']);

/** Nodes that only answer: what they are asked by is no way to the other nodes. */
export const pingMedia: ReadonlySet<string> = new Set(['hbaping', 'ping', 'ping6', 'ping_group', 'openais']);

/** Times, in seconds unless they say ms or us. */
export const timeDirectives = ['keepalive', 'warntime', 'deadtime', 'initdead'] as const;
export type TimeDirective = (typeof timeDirectives)[number];

/** cl_str_to_boolean(): in any case. */
export const booleans: Readonly<Record<string, boolean>> = {
  true: true,
  on: true,
  yes: true,
  y: true,
  1: true,
  false: false,
  off: false,
  no: false,
  n: false,
  0: false,
};
