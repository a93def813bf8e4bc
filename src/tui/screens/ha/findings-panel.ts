import {escapeControls} from '../../../ipvs/outside-text.js';
import {identityKey} from '../../../vrrp/truth/timeline.js';
import type {Finding} from '../../../vrrp/findings/finding.js';
import type {InstanceView} from '../../../vrrp/findings/instance-view.js';
import {span as timeSpan} from '../../../vrrp/findings/words.js';
import type {Hold} from '../../../vrrp/truth/hold.js';
import type {RouterTruth} from '../../../vrrp/truth/router-truth.js';
import {type Panel, panel} from '../../components/panel.js';
import {wrap} from '../../components/wrap.js';
import type {Glyphs} from '../../text/glyphs.js';
import {type Line, type Role, span} from '../../theme/role.js';
import {findingRole, routerName} from './words.js';

/** Its head and a proof. */
const leastOfFinding = 2;

/** What is wrong, the worst first, that of the chosen router with its proof; what is held, and what could not be looked at. */
export function findingsPanel(
  truth: RouterTruth,
  chosen: InstanceView | undefined,
  height: number,
  {ellipsis}: Glyphs,
): Panel {
  const {findings, holds} = truth;
  const title = `FINDINGS  ${findings.length === 0 ? '' : findings.length}${holds.length > 0 ? `  HELD  ${holds.length}` : ''}`;
  return panel(
    title.trimEnd(),
    width => {
      const room = height - 1;
      const others = [...holdLines(holds, truth.at, width, ellipsis), ...sourceLines(truth, width, ellipsis)];
      const lead = findings.find(finding => isOf(finding, chosen)) ?? findings[0];
      if (!lead) return [...others, ...quietLines(truth, others.length === 0)].slice(0, room);
      const long = findingLines(lead, width, ellipsis);
      const all = findings.flatMap(finding => (finding === lead ? long : [headLine(finding)]));
      if (others.length + all.length <= room) return [...others, ...all];
      const first = others.slice(0, Math.max(1, room - leastOfFinding));
      const rest = findings.filter(finding => finding !== lead).map(headLine);
      return [...first, ...shortened(lead, room - first.length, width, ellipsis), ...rest].slice(0, room);
    },
    ellipsis,
  );
}

function isOf({instance}: Finding, chosen: InstanceView | undefined): boolean {
  return instance !== undefined && chosen !== undefined && identityKey(instance) === identityKey(chosen.identity);
}

/** One finding with everything. */
export function findingLines(finding: Finding, width: number, ellipsis: string): readonly Line[] {
  return [
    headLine(finding),
    ...finding.proof.flatMap(words => indented(words, width, ellipsis, 'plain')),
    ...indented(`Next: ${finding.advice}`, width, ellipsis, 'muted'),
  ];
}

/** As much of it as there is room for: the head, one proof, and what to do. */
function shortened(finding: Finding, room: number, width: number, ellipsis: string): readonly Line[] {
  const whole = findingLines(finding, width, ellipsis);
  if (whole.length <= room) return whole;
  const [proof] = finding.proof;
  const proofLine: Line[] = proof === undefined ? [] : [[span(`   ${escapeControls(proof)}`)]];
  const advice = indented(`Next: ${finding.advice}`, width, ellipsis, 'muted');
  return [headLine(finding), ...proofLine, ...advice].slice(0, room);
}

function headLine(finding: Finding): Line {
  const {code, instance, confidence, summary} = finding;
  return [
    span(` ${code}`, findingRole(finding)),
    span(instance ? ` ${routerName(instance)}` : '', 'title'),
    span(`  ${escapeControls(summary)}`),
    span(confidence === 'confirmed' ? '' : ` (${confidence})`, 'stale'),
  ];
}

function indented(words: string, width: number, ellipsis: string, role: Role): readonly Line[] {
  return wrap(escapeControls(words), width - 3, ellipsis).map(line => [span(`   ${line}`, role)]);
}

export function holdLines(holds: readonly Hold[], at: number, width: number, ellipsis: string): readonly Line[] {
  return holds.flatMap(({target, as, owner, reason, since, expires, endedBy}) => {
    const by = owner === undefined ? '' : ` by ${owner}`;
    const ago = since === undefined ? '' : ` for ${timeSpan(at - since)}`;
    const words = `${by}${ago}${reason === undefined ? '' : `: ${reason}`}; ${endWords(expires, endedBy, at)}`;
    const [first = '', ...rest] = wrap(escapeControls(`held ${target} as ${as}${words}`), width - 1, ellipsis);
    return [[span(` ${first}`, 'warn')], ...rest.map((line): Line => [span(`   ${line}`, 'warn')])];
  });
}

function endWords(expires: number | undefined, endedBy: Hold['endedBy'], at: number): string {
  if (expires === undefined) return 'until it is released';
  if (expires <= at) return `OVERDUE by ${timeSpan(at - expires)}`;
  return `ends in ${timeSpan(expires - at)}${endedBy === 'nobody' ? ', but nobody will do it' : ''}`;
}

/** Whatever could not be looked at. */
function sourceLines({sources}: RouterTruth, width: number, ellipsis: string): readonly Line[] {
  return sources
    .filter(({state}) => state === 'failed')
    .flatMap(({name, words}) => wrap(escapeControls(`${name}: ${words}`), width - 1, ellipsis))
    .map(line => [span(` ${line}`, 'warn')]);
}

function quietLines({uncertainFor}: RouterTruth, isAlone: boolean): readonly Line[] {
  if (uncertainFor > 0) return [[span(` silence means something in ${timeSpan(uncertainFor)}`, 'stale')]];
  return isAlone ? [[span(' nothing is wrong, as far as this host can know', 'good')]] : [];
}
