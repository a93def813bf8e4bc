import type {DoctorRow} from './doctor-row.js';
import {arpAnnounce} from './rows/kernel/arp-announce.js';
import {arpIgnore} from './rows/kernel/arp-ignore.js';
import {connReuseMode} from './rows/kernel/conn-reuse-mode.js';
import {connectionTable} from './rows/kernel/connection-table.js';
import {conntrackPickup} from './rows/kernel/conntrack-pickup.js';
import {conntrackRoom} from './rows/kernel/conntrack-room.js';
import {expireNodest} from './rows/kernel/expire-nodest.js';
import {expireQuiescentTemplate} from './rows/kernel/expire-quiescent-template.js';
import {ftpHelper} from './rows/kernel/ftp-helper.js';
import {ipForward} from './rows/kernel/ip-forward.js';
import {ipForwardIpv6} from './rows/kernel/ip-forward-ipv6.js';
import {ipvsModule} from './rows/kernel/ipvs-module.js';
import {permanentDefence} from './rows/kernel/permanent-defence.js';
import {rpFilter} from './rows/kernel/rp-filter.js';
import {runEstimation} from './rows/kernel/run-estimation.js';
import {schedulers} from './rows/kernel/schedulers.js';
import {sendRedirects} from './rows/kernel/send-redirects.js';
import {sysctlFiles} from './rows/kernel/sysctl-files.js';
import {vrrp} from './rows/availability/vrrp.js';
import {leftoverAddresses} from './rows/availability/leftover-addresses.js';
import {manyAddresses} from './rows/availability/many-addresses.js';
import {clock} from './rows/machine/clock.js';
import {directorConfiguration} from './rows/managers/director-configuration.js';
import {heartbeatConfiguration} from './rows/managers/heartbeat-configuration.js';
import {keepalivedConfiguration} from './rows/managers/keepalived-configuration.js';
import {keepalivedReload} from './rows/managers/keepalived-reload.js';
import {keepalivedTraps} from './rows/managers/keepalived-traps.js';
import {ldirectordConfiguration} from './rows/managers/ldirectord-configuration.js';
import {managerStopped} from './rows/managers/manager-stopped.js';
import {twoManagers} from './rows/managers/two-managers.js';
import {answersForVip} from './rows/network/answers-for-vip.js';
import {firewallAnswers} from './rows/network/firewall-answers.js';
import {firewallChecks} from './rows/network/firewall-checks.js';
import {firewallClients} from './rows/network/firewall-clients.js';
import {firewallMarks} from './rows/network/firewall-marks.js';
import {firewallRequests} from './rows/network/firewall-requests.js';
import {firewallSync} from './rows/network/firewall-sync.js';
import {firewallTranslation} from './rows/network/firewall-translation.js';
import {firewallVrrp} from './rows/network/firewall-vrrp.js';
import {links} from './rows/network/links.js';
import {tunnelMtu} from './rows/network/tunnel-mtu.js';
import {uplink} from './rows/network/uplink.js';
import {backupOnly} from './rows/sync/backup-only.js';
import {syncCoverage} from './rows/sync/sync-coverage.js';
import {syncDaemon} from './rows/sync/sync-daemon.js';
import {syncInterface} from './rows/sync/sync-interface.js';
import {syncSettings} from './rows/sync/sync-settings.js';
import {allQuiesced} from './rows/table/all-quiesced.js';
import {balancedTwice} from './rows/table/balanced-twice.js';
import {directOtherPort} from './rows/table/direct-other-port.js';
import {emptyService} from './rows/table/empty-service.js';
import {masqueradingOtherWay} from './rows/table/masquerading-other-way.js';
import {persistenceHash} from './rows/table/persistence-hash.js';
import {serviceWithoutVip} from './rows/table/service-without-vip.js';
import {thresholds} from './rows/table/thresholds.js';
import {vipWithoutService} from './rows/table/vip-without-service.js';

/** Every question of the doctor, by group. */
export const allRows: readonly DoctorRow[] = [
  ipvsModule,
  schedulers,
  ftpHelper,
  ipForward,
  ipForwardIpv6,
  sendRedirects,
  rpFilter,
  arpIgnore,
  arpAnnounce,
  expireNodest,
  expireQuiescentTemplate,
  connReuseMode,
  permanentDefence,
  runEstimation,
  connectionTable,
  conntrackRoom,
  conntrackPickup,
  sysctlFiles,

  serviceWithoutVip,
  vipWithoutService,
  emptyService,
  allQuiesced,
  directOtherPort,
  masqueradingOtherWay,
  thresholds,
  persistenceHash,
  balancedTwice,

  syncDaemon,
  syncInterface,
  syncCoverage,
  syncSettings,
  backupOnly,

  links,
  uplink,
  answersForVip,
  tunnelMtu,
  firewallVrrp,
  firewallSync,
  firewallChecks,
  firewallClients,
  firewallRequests,
  firewallAnswers,
  firewallMarks,
  firewallTranslation,

  vrrp,
  leftoverAddresses,
  manyAddresses,

  twoManagers,
  managerStopped,
  keepalivedConfiguration,
  keepalivedReload,
  keepalivedTraps,
  ldirectordConfiguration,
  heartbeatConfiguration,
  directorConfiguration,

  clock,
];
