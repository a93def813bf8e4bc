import {apply} from './apply/apply.js';
import {diff} from './apply/diff.js';
import {snapshot, snapshotList} from './apply/snapshot-list.js';
import {snapshotDiff, snapshotRestore} from './apply/snapshot-restore.js';
import {snapshotSave} from './apply/snapshot-save.js';
import {checks} from './checks/checks.js';
import {checksHistory} from './checks/check-history.js';
import {checksRun} from './checks/check-now.js';
import {checksDisable, checksEnable} from './checks/check-switch.js';
import type {CommandDefinition} from './command.js';
import {directorReload} from './director/reload.js';
import {directorRun} from './director/run.js';
import {directorState} from './director/state.js';
import {directorStop} from './director/stop.js';
import {doctor} from './doctor/doctor.js';
import {drain} from './drain/drain.js';
import {drains} from './drain/drains.js';
import {guard} from './drain/guard.js';
import {maintenance} from './drain/maintenance.js';
import {undrain} from './drain/undrain.js';
import {configCheck} from './config/check.js';
import {configConvert} from './config/convert.js';
import {configShow} from './config/show.js';
import {conns} from './conns.js';
import {demo} from './demo.js';
import {completion} from './completion/completion.js';
import {complete} from './completion/complete.js';
import {help} from './help/help.js';
import {genhash} from './genhash/genhash.js';
import {withHosts} from './hosts/with-hosts.js';
import {journal} from './journal.js';
import {lint} from './lint/lint.js';
import {list} from './list.js';
import {metrics} from './metrics/metrics.js';
import {rpc} from './rpc/rpc.js';
import {report} from './report/report.js';
import {syncStart} from './sync/start.js';
import {syncStatus} from './sync/status.js';
import {syncStop} from './sync/stop.js';
import {syncSwap} from './sync/swap.js';
import {top} from './top.js';
import {demoTraffic} from './traffic/demo-traffic.js';
import {undo} from './undo.js';
import {vrrpGarp} from './vrrp/garp.js';
import {vrrpHold} from './vrrp/hold.js';
import {vrrpHolds} from './vrrp/holds.js';
import {prepare} from './vrrp/prepare.js';
import {vrrpRelease} from './vrrp/release.js';
import {vrrpSwitch} from './vrrp/switch.js';
import {vrrp} from './vrrp/vrrp.js';
import {why} from './why/why.js';

/** Every command that has a name, in the order of the help. */
export const commands = [
  withHosts(top, 'dashboards'),
  withHosts(list, 'list'),
  withHosts(conns, 'conns'),
  withHosts(checks, 'checks'),
  withHosts(checksRun, 'deed'),
  withHosts(checksHistory, 'each'),
  withHosts(checksDisable, 'deed'),
  withHosts(checksEnable, 'deed'),
  withHosts(vrrp, 'vrrp'),
  vrrpSwitch,
  vrrpHold,
  vrrpRelease,
  withHosts(vrrpHolds, 'each'),
  prepare,
  vrrpGarp,
  directorRun,
  directorReload,
  directorStop,
  withHosts(directorState, 'each'),
  withHosts(drain, 'deed'),
  withHosts(undrain, 'deed'),
  withHosts(drains, 'drains'),
  withHosts(maintenance, 'deed'),
  guard,
  configCheck,
  configShow,
  configConvert,
  lint,
  diff,
  apply,
  snapshot,
  snapshotList,
  snapshotSave,
  snapshotDiff,
  snapshotRestore,
  withHosts(journal, 'each'),
  undo,
  withHosts(syncStatus, 'each'),
  syncStart,
  syncStop,
  syncSwap,
  withHosts(doctor, 'each'),
  metrics,
  genhash,
  withHosts(why, 'each'),
  report,
  demo,
  demoTraffic,
  rpc,
  help,
  completion,
  complete,
] as unknown as readonly CommandDefinition[];
