import type {ChecksOptions} from '../../managers/checks-world.js';
import {file, name} from '../kinds.js';
import {managerOptions} from '../vrrp/options.js';

const {'keepalived-config': keepalivedConfig, 'keepalived-pid': keepalivedPid} = managerOptions;

/** What every command about checks takes: where whoever checks is, if it is not to be found. */
export const sourceOptions = {
  'keepalived-config': keepalivedConfig,
  'keepalived-pid': keepalivedPid,
  log: {kind: file, describe: "keepalived's log, for since when and why: a file, or journal for systemd's"},
} as const;

export const poolOption = {
  kind: name('SERVICE', 'service'),
  alias: 't',
  describe: 'only in this service: tcp/10.0.0.1:80, fwmark/7, or its name as lvsctl checks has it',
} as const;

type Given = {readonly [K in keyof typeof sourceOptions]: string | undefined};

export function checksOptions(given: Given): ChecksOptions {
  return {keepalivedConfig: given['keepalived-config'], keepalivedPid: given['keepalived-pid'], log: given.log};
}
