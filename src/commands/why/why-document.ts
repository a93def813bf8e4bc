import {forwardingName} from '../../ipvs/forwarding.js';
import {isPersistent} from '../../ipvs/service.js';
import {formatServiceId} from '../../ipvs/service-text.js';
import {drainKey} from '../../maintenance/drain/drain-record.js';
import {formatAddress} from '../../net/address.js';
import {summaryDocument} from '../journal-document.js';
import {nameDocument} from '../output/service-document.js';
import type {Document} from '../output/structured.js';
import type {NameBook} from '../../settings/name-book.js';
import type {ExplainedHolder} from './explain-holder.js';
import type {ExplainedServer, ExplainedService, Explanation} from './explanation.js';
import {shareOf} from './share.js';
import type {Subject, WhyFacts} from './why-facts.js';

/** The page as docs/json.md describes it. */
export function whyDocument(
  facts: WhyFacts,
  {answer, verdict, services, holders, next}: Explanation & {readonly holders: readonly ExplainedHolder[]},
  isEmbedded: boolean,
): Document {
  return {
    schema: 'lvsctl.why/1',
    kernel: {embedded: isEmbedded},
    asked: facts.asked,
    is: {services: 'service', real: 'real-server', nothing: 'nothing'}[facts.subject.type],
    verdict,
    answer,
    near: nearOf(facts.subject),
    services: services.map(service => serviceOf(service, facts.names)),
    connections: facts.connections
      ? {
          states: Object.fromEntries(facts.connections.states),
          complete: !facts.connections.isCut,
        }
      : null,
    addresses: holders.map(holder => holderOf(holder, facts.names)),
    changes: facts.changes.map(summaryDocument),
    next,
    notTold: facts.untold,
  };
}

function nearOf(subject: Subject): readonly string[] {
  return subject.type === 'nothing' ? subject.near.map(formatServiceId) : [];
}

function serviceOf({facts, words, isProblem, servers}: ExplainedService, names: NameBook) {
  const {id, service, pool, checkedBy} = facts;
  return {
    service: formatServiceId(id),
    ...nameDocument(names.serviceName(formatServiceId(id))),
    inTable: service !== undefined,
    problem: isProblem,
    words,
    scheduler: service?.scheduler ?? null,
    persistentSeconds: service && isPersistent(service) ? service.timeout : null,
    checkedBy: checkedBy ?? null,
    quorum: pool?.quorum
      ? {there: pool.quorum.isThere, count: pool.quorum.count, threshold: pool.quorum.threshold}
      : null,
    realServers: servers.map(server => serverOf(server, facts, names)),
  };
}

function serverOf({facts, standing}: ExplainedServer, service: ExplainedService['facts'], names: NameBook) {
  const {id, destination, ownership, drains, checked} = facts;
  return {
    address: formatAddress(id.address),
    ...nameDocument(names.hostName(id.address)),
    port: id.port,
    standing: standing.code,
    serving: standing.isServing,
    problem: standing.isProblem,
    words: standing.words,
    weight: destination?.weight ?? null,
    forwarding: destination ? forwardingName(destination.forwarding) : null,
    activeConnections: destination?.activeConnections ?? null,
    inactiveConnections: destination?.inactiveConnections ?? null,
    share: shareOf(facts, service) ?? null,
    owner: ownership?.owner ?? null,
    ownersWeight: ownership?.configuredWeight ?? null,
    drains: drains.map(({record}) => drainKey(record)),
    check: checked
      ? {state: checked.state, since: checked.since ?? null, layer: checked.layer ?? null, reason: checked.reason}
      : null,
  };
}

function holderOf({facts, code, words, isProblem, instance}: ExplainedHolder, names: NameBook) {
  return {
    address: formatAddress(facts.address),
    ...nameDocument(names.hostName(facts.address)),
    holder: code,
    problem: isProblem,
    words,
    instance: instance ?? null,
    interfaces: facts.interfaces ?? null,
    findings: facts.findings.map(({code: finding, confidence, summary, advice}) => ({
      code: finding,
      confidence,
      summary,
      advice,
    })),
  };
}
