import {escapeControls} from '../../ipvs/outside-text.js';
import type {PrepareOutcome} from '../../managers/keepalived/prepare/carry-out-prepare.js';
import type {LocatedObjection} from '../../managers/keepalived/prepare/objection.js';
import type {PreparedUnit} from '../../managers/keepalived/prepare/planned-changes.js';
import type {PreparePlan} from '../../managers/keepalived/prepare/plan-prepare.js';
import {unifiedDiff} from '../../managers/keepalived/prepare/unified-diff.js';

/** What would be done: which router is moved by what, the difference of every file, the reload. */
export function formatPlan({target, units, fifo, changes, notes, isUndo}: PreparePlan): string {
  const who = target.parent ? `keepalived (process ${target.parent.pid})` : 'keepalived, which does not run here';
  const lines = [`${who}: ${target.configPath}`, ...(isUndo ? [] : units.map(describeUnit))];
  if (fifo !== undefined) lines.push(`  events: ${fifo}`);
  if (changes.length === 0)
    return shown([...lines, isUndo ? 'There is nothing of prepare to remove.' : 'There is nothing to add.', '']);
  const steps = [
    `Each file is copied beside it before it is changed, and checked with keepalived -t${target.parent ? ' before the reload' : ''}.`,
    target.parent
      ? `Then process ${target.parent.pid} gets SIGHUP; whatever moves then has everything put back.`
      : 'keepalived uses it when it is started.',
    ...notes.map(note => `Note: ${note}.`),
  ];
  const differences = changes.map(({path, before, after}) => unifiedDiff(path, before, after));
  return shown([...lines, '', ...differences, ...steps, '']);
}

export function formatObjections(objections: readonly LocatedObjection[], isForced: boolean): string {
  const lines = objections.map(objection => {
    const {isForceable} = objection;
    const after = !isForceable ? '' : isForced ? ' (--force goes over it)' : ' (--force would go over it)';
    return `lvsctl vrrp prepare: ${describe(objection)}${after}`;
  });
  return shown([...lines, '']);
}

export function formatOutcome({result, words, backups}: PrepareOutcome): string {
  const copies = backups.length > 0 ? [`The files as they were: ${backups.join(', ')}`] : [];
  return shown([`${result === 'done' ? '' : 'lvsctl vrrp prepare: '}${words}.`, ...copies, '']);
}

function describeUnit({kind, name, instances, trackedFile, ours, obstacle}: PreparedUnit): string {
  const members = kind === 'vrrp_sync_group' ? ` (${instances.map(instance => instance.name).join(', ')})` : '';
  const how = ours
    ? `moved by ${ours.path}`
    : obstacle
      ? `not prepared: ${describe(obstacle)}`
      : `moved by its tracked file ${trackedFile}`;
  return `  ${kind === 'vrrp_sync_group' ? 'group' : 'instance'} ${name}${members}: ${how}`;
}

function describe({place, words}: LocatedObjection): string {
  return place ? `${place.file}:${place.line}: ${words}` : words;
}

/** Texts of files are one character a byte. */
function shown(lines: readonly string[]): string {
  return lines
    .join('\n')
    .split('\n')
    .map(line =>
      line
        .split('\t')
        .map(part => escapeControls(decoded(part)))
        .join('\t'),
    )
    .join('\n');
}

/** NB: what is of our own has no bytes above 127 in it. */
function decoded(text: string): string {
  return /[^\u0000-\u00ff]/.test(text) ? text : Buffer.from(text, 'latin1').toString('utf8');
}
