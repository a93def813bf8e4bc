import {formatAddress} from '../../net/address.js';
import type {InstanceIdentity} from '../../vrrp/findings/instance-view.js';
import type {Objection, SwitchOutcome, SwitchPlan} from '../../vrrp/handover/router-owner.js';
import type {Document} from '../output/structured.js';
import {holdDocument} from './document.js';

/** The plan, what is refused of it, and what came of it; null where nothing was done. See docs/json.md. */
export function switchDocument(
  plan: SwitchPlan,
  refused: readonly Objection[],
  outcome: SwitchOutcome | undefined,
): Document {
  const {request, way} = plan;
  return {
    schema: 'lvsctl.vrrp-switch/1',
    version: 1,
    action: plan.isRelease ? 'release' : request.isHeld ? 'hold' : 'switch',
    target: request.target,
    to: plan.isRelease ? null : request.to,
    peer: request.peer ? formatAddress(request.peer) : null,
    manager: plan.manager,
    instances: plan.instances.map(instanceDocument),
    way: {
      kind: way.kind,
      style: way.style,
      expectedOutage: seconds(way.expectedOutage),
      sideEffects: way.sideEffects,
    },
    steps: plan.steps,
    evidence: plan.evidence.map(({instance, source, isHealth, words}) => ({
      instance: instance.name ?? null,
      source,
      health: isHealth,
      words,
    })),
    objections: plan.objections.map(({code, words, isForceable}) => ({code, words, forceable: isForceable})),
    advice: plan.advice,
    refused: refused.length > 0,
    outcome: outcome ? outcomeDocument(outcome) : null,
  };
}

function outcomeDocument({result, words, steps, gap, hold}: SwitchOutcome) {
  return {
    result,
    words,
    gap: gap === undefined ? null : seconds(gap),
    timeline: steps.map(({at, instance, code, words: told}) => ({
      at: new Date(at).toISOString(),
      instance: instance?.name ?? null,
      code,
      words: told,
    })),
    hold: hold ? holdDocument(hold) : null,
  };
}

function instanceDocument({name, interface: link, family, virtualRouter}: InstanceIdentity) {
  return {name: name ?? null, interface: link, vrid: virtualRouter, family};
}

function seconds(milliseconds: number): number {
  return Math.round(milliseconds) / 1000;
}
