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
import {drain} from './drain/drain.js';
import {drains} from './drain/drains.js';
import {guard} from './drain/guard.js';
import {maintenance} from './drain/maintenance.js';
import {undrain} from './drain/undrain.js';
import {configConvert} from './config/convert.js';
import {conns} from './conns.js';
import {demo} from './demo.js';
import {genhash} from './genhash/genhash.js';
import {journal} from './journal.js';
import {list} from './list.js';
import {metrics} from './metrics/metrics.js';
import {syncStart} from './sync/start.js';
import {syncStatus} from './sync/status.js';
import {syncStop} from './sync/stop.js';
import {syncSwap} from './sync/swap.js';
import {top} from './top.js';
import {undo} from './undo.js';
import {vrrpGarp} from './vrrp/garp.js';
import {vrrpHold} from './vrrp/hold.js';
import {vrrpHolds} from './vrrp/holds.js';
import {prepare} from './vrrp/prepare.js';
import {vrrpRelease} from './vrrp/release.js';
import {vrrpSwitch} from './vrrp/switch.js';
import {vrrp} from './vrrp/vrrp.js';

/** Every command that has a name, in the order of the help. */
export const commands = [
  top,
  list,
  conns,
  checks,
  checksRun,
  checksHistory,
  checksDisable,
  checksEnable,
  vrrp,
  vrrpSwitch,
  vrrpHold,
  vrrpRelease,
  vrrpHolds,
  prepare,
  vrrpGarp,
  directorRun,
  directorReload,
  directorStop,
  directorState,
  drain,
  undrain,
  drains,
  maintenance,
  guard,
  configConvert,
  diff,
  apply,
  snapshot,
  snapshotList,
  snapshotSave,
  snapshotDiff,
  snapshotRestore,
  journal,
  undo,
  syncStatus,
  syncStart,
  syncStop,
  syncSwap,
  metrics,
  genhash,
  demo,
] as unknown as readonly CommandDefinition[];
