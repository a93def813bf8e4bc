import {sysctlChange} from '../../maintenance/drain/cut.js';
import type {DrainPlan, DrainRequest} from '../../maintenance/drain/drain-plan.js';
import {drainKey, type DrainRecord, placeOf} from '../../maintenance/drain/drain-record.js';
import type {Guard} from '../../maintenance/drain/guards.js';
import type {UndrainPlan} from '../../maintenance/drain/plan-undrain.js';
import {formatJournalChange} from '../../maintenance/journal/format-journal-change.js';

/** A drain that begins or ends, with its record: what a plan does instead of its changes alone. */
export type DrainWork = (
  | {
      readonly type: 'begin';
      readonly request: DrainRequest;
      /** What speaks against it, and was agreed to. */
      readonly accepted: readonly Guard['code'][];
    }
  | {
      readonly type: 'end';
      readonly record: DrainRecord;
      /** The part that ends: one row; undefined for all. */
      readonly row: string | undefined;
    }
) & {
  /** As they are shown. */
  readonly commands: readonly string[];
  /** Whether it is only done when these are still the commands. */
  readonly isExact: boolean;
  /** What takes it back. */
  readonly back: DrainWork | undefined;
};

export function beginWork(request: DrainRequest, plan: DrainPlan): DrainWork {
  const {record, known, guards} = plan;
  return {
    type: 'begin',
    request,
    accepted: guards.map(({code}) => code),
    commands: drainCommands(plan),
    isExact: true,
    back: known ? undefined : endOf(record), // it would end more than was begun
  };
}

export function endWork(record: DrainRecord, row: string | undefined, plan: UndrainPlan): DrainWork {
  return {
    type: 'end',
    record,
    row,
    commands: undrainCommands(plan),
    isExact: true,
    back: row === undefined && record.sysctls.length === 0 ? beginAgain(record) : undefined,
  };
}

export function drainCommands({changes, sysctls}: DrainPlan): readonly string[] {
  return [...changes, ...sysctls.map(sysctlChange)].map(formatJournalChange);
}

export function undrainCommands({changes, sysctls}: UndrainPlan): readonly string[] {
  return [...changes, ...sysctls.map(sysctlChange)].map(formatJournalChange);
}

function endOf(record: DrainRecord): DrainWork {
  const commands = [`lvsctl undrain ${drainKey(record)}`];
  return {type: 'end', record, row: undefined, commands, isExact: false, back: undefined};
}

/** It stood a moment ago: nothing that speaks against it is news. */
function beginAgain({target, services, user, reason, expires, whenEmpty, destinations}: DrainRecord): DrainWork {
  const places = new Set(destinations.map(placeOf));
  return {
    type: 'begin',
    request: {
      target,
      services,
      selection: {type: 'places', places},
      user,
      reason,
      expires,
      whenEmpty,
      cut: undefined,
    },
    accepted: ['scheduler', 'last-server', 'fallback', 'overload'],
    commands: [`lvsctl drain ${target}${services.length > 0 ? ` --service ${services.join(',')}` : ''}`],
    isExact: false,
    back: undefined,
  };
}
