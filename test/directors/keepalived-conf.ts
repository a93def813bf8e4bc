/** An instance of keepalived.conf; what is not given is as keepalived has it. */
export interface InstanceSettings {
  readonly name: string;
  readonly interface?: string;
  readonly vrid?: number;
  readonly priority: number;
  readonly addresses: readonly string[];
  readonly excluded?: readonly string[];
  readonly version?: 2 | 3;
  /** Seconds. */
  readonly interval?: number;
  readonly nopreempt?: boolean;
  readonly password?: string;
  /** Unicast. */
  readonly peers?: readonly string[];
  /** Names of tracked files, and how their value counts. */
  readonly files?: readonly string[];
}

export interface Settings {
  readonly instances: readonly InstanceSettings[];
  /** The name of a sync group of all of them. */
  readonly group?: string;
  /** Path and weight of a file by its name. */
  readonly files?: Readonly<Record<string, {readonly path: string; readonly weight: number}>>;
  /** Of the group. */
  readonly groupFiles?: readonly string[];
  /** A FIFO that is there already. */
  readonly fifo?: string;
}

export function keepalivedConf({instances, group, files = {}, groupFiles = [], fifo}: Settings): string {
  return [
    ...block('global_defs', [...(fifo ? [`vrrp_notify_fifo ${fifo}`] : []), 'vrrp_notify_priority_changes true']),
    ...Object.entries(files).flatMap(([name, {path, weight}]) =>
      block(`track_file ${name}`, [`file ${path}`, `weight ${weight}`, 'init_file 0']),
    ),
    ...(group === undefined
      ? []
      : block(`vrrp_sync_group ${group}`, [
          ...block(
            'group',
            instances.map(({name}) => name),
          ),
          ...(groupFiles.length > 0 ? block('track_file', groupFiles) : []),
        ])),
    ...instances.flatMap(instance => block(`vrrp_instance ${instance.name}`, instanceLines(instance))),
    '',
  ].join('\n');
}

/** Version 3 at the smallest interval that a busy machine can keep, unless told: a test waits a few of them. */
function instanceLines(instance: InstanceSettings): string[] {
  const {version = 3, interval = version === 2 ? 1 : 0.25, peers, password, files = []} = instance;
  return [
    'state BACKUP',
    `interface ${instance.interface ?? 'eth0'}`,
    `version ${version}`,
    `virtual_router_id ${instance.vrid ?? 51}`,
    `priority ${instance.priority}`,
    `advert_int ${interval}`,
    ...(instance.nopreempt ? ['nopreempt'] : []),
    ...(password ? block('authentication', ['auth_type PASS', `auth_pass ${password}`]) : []),
    ...(peers ? block('unicast_peer', peers) : []),
    ...block('virtual_ipaddress', instance.addresses),
    ...(instance.excluded ? block('virtual_ipaddress_excluded', instance.excluded) : []),
    ...(files.length > 0 ? block('track_file', files) : []),
  ];
}

function block(head: string, lines: readonly string[]): string[] {
  return [`${head} {`, ...lines.map(line => `  ${line}`), '}'];
}
