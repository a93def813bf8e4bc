import type {Milliseconds} from '../milliseconds.js';
import type {Happening} from './health-event.js';
import {
  askDeferred,
  hearEcho,
  hearLife,
  hearMoreSilence,
  hearSilence,
  type HostState,
  isDead,
  isWaiting,
} from './host-state.js';
import type {CheckRecord, HostRecord, MemberRecord} from './records.js';
import {downOf} from './standing/down.js';
import {forget} from './standing/forget.js';
import type {Turn} from './turn.js';

/** Within it all checks on a host that has fallen silent are tried. */
const hasteWithin: Milliseconds = 200;
/** That a member is down is told after it, whether it is known why or not. */
const patience: Milliseconds = 2000;

/** A check that was not known to be down has had no answer at all. */
export function noteSilence(turn: Turn, host: HostRecord, silent: CheckRecord): void {
  const [state, asks] = hearSilence(host.state, turn.now);
  change(turn, host, state);
  if (asks) ask(turn, host, silent);
  if (host.waiting.length > 0 && !isOpen(host)) release(turn, host);
}

/** A check that is known to be down has had no answer again. */
export function noteMoreSilence(turn: Turn, host: HostRecord): void {
  const [state, asks] = hearMoreSilence(host.state, turn.now);
  if (!asks) return;
  change(turn, host, state);
  turn.ask(host);
}

export function noteLife(turn: Turn, host: HostRecord): void {
  if (host.state.silentSince === undefined) return;
  change(turn, host, hearLife(host.state));
  release(turn, host);
}

export function noteEcho(turn: Turn, host: HostRecord, answered: boolean | undefined): void {
  const [state, asks] = hearEcho(host.state, answered, turn.now);
  change(turn, host, state);
  if (asks) ask(turn, host);
  if (!isOpen(host)) release(turn, host);
}

/** Whether it will be known soon if the host is there: its answer is to come, or what its other services say. */
export function isOpen({state, checks}: HostRecord): boolean {
  return isWaiting(state) || (isDead(state) && !checks.every(check => hasSpoken(check, state)));
}

function hasSpoken({users, state}: CheckRecord, {silentSince = 0}: HostState): boolean {
  return users === 0 || state.state === 'down' || (state.lastAt ?? 0) >= silentSince;
}

/** The host wanted the clock: it is to be asked, or it has been waited for long enough. */
export function hostDue(turn: Turn, host: HostRecord): void {
  const {now} = turn;
  if (host.state.asksAt !== undefined && host.state.asksAt <= now) {
    const [state, asks] = askDeferred(host.state, now);
    change(turn, host, state);
    if (asks) ask(turn, host);
  }
  if (host.tellsAt !== undefined && host.tellsAt <= now) release(turn, host);
}

/** Keeps back that a member is down, until it is known whether all of its host is. */
export function holdBack(turn: Turn, host: HostRecord, member: MemberRecord, happening: Happening): void {
  host.waiting.push({member, happening});
  host.tellsAt ??= turn.now + patience;
  member.waitsFor = host;
  arm(turn, host);
}

/** Tells what was kept back, as it is known now. */
export function release(turn: Turn, host: HostRecord): void {
  if (host.waiting.length === 0) return;
  for (const {member, happening} of host.waiting) {
    member.waitsFor = undefined;
    turn.tell(isDead(host.state) && member.evidence.type === 'down' ? {...happening, ...downOf(member)} : happening);
  }
  host.waiting = [];
  host.tellsAt = undefined;
  arm(turn, host);
}

function ask(turn: Turn, host: HostRecord, silent?: CheckRecord): void {
  turn.ask(host);
  for (const check of host.checks) if (check !== silent) hasten(turn, check);
}

/** What it says of the host is wanted soon. */
function hasten({registry: {deadlines}, now}: Turn, check: CheckRecord): void {
  const at = now + check.share * hasteWithin;
  if (check.dueAt !== undefined && check.dueAt > at) deadlines.set(check, at);
}

function change(turn: Turn, host: HostRecord, state: HostState): void {
  const isOther = isDead(state) !== isDead(host.state);
  host.state = state;
  arm(turn, host);
  if (isOther) for (const {holders} of host.checks) for (const member of holders) forget(member);
}

function arm({registry: {deadlines}}: Turn, host: HostRecord): void {
  const times = [host.state.asksAt, host.tellsAt].filter(time => time !== undefined);
  deadlines.set(host, times.length > 0 ? Math.min(...times) : undefined);
}
