import type {DaemonConfiguration} from '../../../src/ipvs/daemon.js';
import type {SysctlValue} from '../../../src/ipvs/sysctl-table.js';
import type {Model} from '../../../src/tui/model.js';
import {type DirectorReading, receiveDirector} from '../../../src/tui/screens/director/state.js';
import {fixedModel, noon, rates, wave} from './fixed-model.js';

const master: DaemonConfiguration = {
  state: 'master',
  interface: 'eth0',
  syncId: 1,
  maximumLength: 1472,
  group: undefined,
  port: 0,
  ttl: 0,
};

/** As a kernel is that was not touched, but for what draining does. */
export const sysctls: ReadonlyMap<string, SysctlValue> = new Map<string, SysctlValue>([
  ['conn_reuse_mode', 1],
  ['drop_entry', 0],
  ['expire_nodest_conn', 1],
  ['expire_quiescent_template', 0],
  ['run_estimation', 1],
  ['sync_qlen_max', 12345],
  ['sync_threshold', [3, 50]],
]);

export const reading: DirectorReading = {
  at: noon,
  daemons: [master],
  timeouts: {tcp: 900, tcpFin: 120, udp: 300},
  sysctls,
};

/** The screen of the director after two minutes. */
export function directorAt(columns: number, rows: number, change: Partial<DirectorReading> = {}): Model {
  const model = receiveDirector({...fixedModel(columns, rows), screen: 'director'}, {...reading, ...change});
  for (let i = 0; i < 60; i++) model.director.trend?.record(rates(wave(i)));
  return model;
}
