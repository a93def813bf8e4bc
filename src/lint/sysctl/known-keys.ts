import {sysctlTable} from '../../ipvs/sysctl-table.js';

const names = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Of /proc/sys/net/ipv4, Linux 6.18, and those that were there before. */
const general = names(`
    cipso_cache_bucket_size cipso_cache_enable cipso_rbm_optfmt cipso_rbm_strictvalid fib_multipath_hash_fields
    fib_multipath_hash_policy fib_multipath_hash_seed fib_multipath_use_neigh fib_notify_on_flag_change fib_sync_mem
    fwmark_reflect icmp_echo_enable_probe icmp_echo_ignore_all icmp_echo_ignore_broadcasts
    icmp_errors_use_inbound_ifaddr icmp_ignore_bogus_error_responses icmp_msgs_burst icmp_msgs_per_sec
    icmp_ratelimit icmp_ratemask igmp_link_local_mcast_reports igmp_max_memberships igmp_max_msf igmp_qrv
    inet_peer_maxttl inet_peer_minttl inet_peer_threshold ip_autobind_reuse ip_default_ttl ip_dynaddr ip_early_demux
    ip_forward ip_forward_update_priority ip_forward_use_pmtu ip_local_port_range ip_local_reserved_ports
    ip_no_pmtu_disc ip_nonlocal_bind ip_unprivileged_port_start ipfrag_high_thresh ipfrag_low_thresh ipfrag_max_dist
    ipfrag_secret_interval ipfrag_time nexthop_compat_mode ping_group_range raw_l3mdev_accept tcp_abort_on_overflow
    tcp_adv_win_scale tcp_allowed_congestion_control tcp_app_win tcp_autocorking tcp_available_congestion_control
    tcp_available_ulp tcp_backlog_ack_defer tcp_base_mss tcp_challenge_ack_limit tcp_child_ehash_entries
    tcp_comp_sack_delay_ns tcp_comp_sack_nr tcp_comp_sack_slack_ns tcp_congestion_control tcp_dsack tcp_early_demux
    tcp_early_retrans tcp_ecn tcp_ecn_fallback tcp_ecn_option tcp_ecn_option_beacon tcp_ehash_entries tcp_fack
    tcp_fastopen tcp_fastopen_blackhole_timeout_sec tcp_fastopen_key tcp_fin_timeout tcp_frto tcp_fwmark_accept
    tcp_invalid_ratelimit tcp_keepalive_intvl tcp_keepalive_probes tcp_keepalive_time tcp_l3mdev_accept
    tcp_limit_output_bytes tcp_low_latency tcp_max_orphans tcp_max_reordering tcp_max_syn_backlog tcp_max_tw_buckets
    tcp_mem tcp_migrate_req tcp_min_rtt_wlen tcp_min_snd_mss tcp_min_tso_segs tcp_moderate_rcvbuf
    tcp_mtu_probe_floor tcp_mtu_probing tcp_no_metrics_save tcp_no_ssthresh_metrics_save tcp_notsent_lowat
    tcp_orphan_retries tcp_pacing_ca_ratio tcp_pacing_ss_ratio tcp_pingpong_thresh tcp_plb_cong_thresh
    tcp_plb_enabled tcp_plb_idle_rehash_rounds tcp_plb_rehash_rounds tcp_plb_suspend_rto_sec tcp_probe_interval
    tcp_probe_threshold tcp_recovery tcp_reflect_tos tcp_reordering tcp_retrans_collapse tcp_retries1 tcp_retries2
    tcp_rfc1337 tcp_rmem tcp_rto_max_ms tcp_rto_min_us tcp_sack tcp_shrink_window tcp_slow_start_after_idle
    tcp_stdurg tcp_syn_linear_timeouts tcp_syn_retries tcp_synack_retries tcp_syncookies tcp_thin_linear_timeouts
    tcp_timestamps tcp_tso_rtt_log tcp_tso_win_divisor tcp_tw_reuse tcp_tw_reuse_delay tcp_window_scaling tcp_wmem
    tcp_workaround_signed_windows udp_child_hash_entries udp_early_demux udp_hash_entries udp_l3mdev_accept udp_mem
    udp_rmem_min udp_wmem_min xfrm4_gc_thresh
`);

/** Of /proc/sys/net/ipv4/conf/INTERFACE. */
const ofInterfaces = names(`
    accept_local accept_redirects accept_source_route arp_accept arp_announce arp_evict_nocarrier arp_filter
    arp_ignore arp_notify bc_forwarding bootp_relay disable_policy disable_xfrm drop_gratuitous_arp
    drop_unicast_in_l2_multicast force_igmp_version forwarding igmpv2_unsolicited_report_interval
    igmpv3_unsolicited_report_interval ignore_routes_with_linkdown log_martians mc_forwarding medium_id
    promote_secondaries proxy_arp proxy_arp_pvlan route_localnet rp_filter secure_redirects send_redirects
    shared_media src_valid_mark tag
`);

/** Of /proc/sys/net/netfilter, and those that were there up to Linux 5.19 (helper) and 6.15 (dccp). */
const ofConntrack = names(`
    nf_conntrack_acct nf_conntrack_buckets nf_conntrack_checksum nf_conntrack_count nf_conntrack_dccp_loose
    nf_conntrack_dccp_timeout_closereq nf_conntrack_dccp_timeout_closing nf_conntrack_dccp_timeout_open
    nf_conntrack_dccp_timeout_partopen nf_conntrack_dccp_timeout_request nf_conntrack_dccp_timeout_respond
    nf_conntrack_dccp_timeout_timewait nf_conntrack_events nf_conntrack_events_retry_timeout
    nf_conntrack_expect_max nf_conntrack_frag6_high_thresh nf_conntrack_frag6_low_thresh nf_conntrack_frag6_timeout
    nf_conntrack_generic_timeout nf_conntrack_gre_timeout nf_conntrack_gre_timeout_stream nf_conntrack_helper
    nf_conntrack_icmp_timeout
    nf_conntrack_icmpv6_timeout nf_conntrack_log_invalid nf_conntrack_max nf_conntrack_sctp_timeout_closed
    nf_conntrack_sctp_timeout_cookie_echoed nf_conntrack_sctp_timeout_cookie_wait
    nf_conntrack_sctp_timeout_established nf_conntrack_sctp_timeout_heartbeat_sent
    nf_conntrack_sctp_timeout_shutdown_ack_sent nf_conntrack_sctp_timeout_shutdown_recd
    nf_conntrack_sctp_timeout_shutdown_sent nf_conntrack_tcp_be_liberal nf_conntrack_tcp_ignore_invalid_rst
    nf_conntrack_tcp_loose nf_conntrack_tcp_max_retrans nf_conntrack_tcp_timeout_close
    nf_conntrack_tcp_timeout_close_wait nf_conntrack_tcp_timeout_established nf_conntrack_tcp_timeout_fin_wait
    nf_conntrack_tcp_timeout_last_ack nf_conntrack_tcp_timeout_max_retrans nf_conntrack_tcp_timeout_syn_recv
    nf_conntrack_tcp_timeout_syn_sent nf_conntrack_tcp_timeout_time_wait nf_conntrack_tcp_timeout_unacknowledged
    nf_conntrack_timestamp nf_conntrack_udp_timeout nf_conntrack_udp_timeout_stream
`);

/** The keys that matter to a director or a real server and can be mistyped, by what stands before the last part. */
export const knownKeys: Readonly<Record<string, readonly string[]>> = {
  'net.ipv4': general,
  'net.ipv4.conf': ofInterfaces,
  'net.ipv4.vs': [...sysctlTable.map(({name}) => name), 'est_cpulist', 'est_nice', 'svc_exhaust_backup'],
  'net.netfilter': ofConntrack,
};

/** What was meant by keys that never were, or are no more. */
export const goneKeys: Readonly<Record<string, string>> = {
  'net.ipv4.vs.conn_tab_bits':
    'it is a parameter of the module: options ip_vs conn_tab_bits=20 in /etc/modprobe.d/ip_vs.conf',
  'net.ipv4.vs.conn_tab_size':
    'it is a parameter of the module: options ip_vs conn_tab_bits=20 in /etc/modprobe.d/ip_vs.conf',
  'net.ipv4.tcp_tw_recycle': 'remove the line: it is gone since Linux 4.12, and broke clients behind NAT before',
  'net.ipv4.ip_conntrack_max': 'net.netfilter.nf_conntrack_max',
  'net.ipv4.netfilter.ip_conntrack_max': 'net.netfilter.nf_conntrack_max',
  'net.ipv4.netfilter.ip_conntrack_tcp_be_liberal': 'net.netfilter.nf_conntrack_tcp_be_liberal',
};
