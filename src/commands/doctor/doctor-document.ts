import type {Diagnosis, Remedy} from '../../doctor/diagnosis.js';
import {type Examined, outcomes} from '../../doctor/examine.js';
import type {DirectorFacts} from '../../doctor/facts.js';
import {remedyCommand} from '../../doctor/remedies/chosen-remedies.js';
import type {Document} from '../output/structured.js';
import type {FixResult} from './fix-result.js';

/** lvsctl.doctor/1 of docs/json.md. */
export function doctorDocument(
  {facts, examined}: {readonly facts: DirectorFacts; readonly examined: readonly Examined[]},
  fix: FixResult | undefined,
): Document {
  return {
    schema: 'lvsctl.doctor/1',
    kernel: {embedded: facts.isEmbedded, release: facts.kernelRelease ?? null},
    host: facts.host,
    at: facts.at,
    table: facts.ipvs.known
      ? {known: true, whole: !facts.ipvs.value.isPublic, words: null}
      : {known: false, whole: false, words: facts.ipvs.words},
    summary: Object.fromEntries(
      outcomes.map(outcome => [outcome, examined.filter(one => one.outcome === outcome).length]),
    ),
    rows: examined.map(({row: {code, group, title}, outcome, diagnoses}) => ({
      code,
      group,
      title,
      outcome,
      diagnoses: diagnoses.map(diagnosisDocument),
    })),
    fix: fix ? fixDocument(fix) : null,
  };
}

function diagnosisDocument({outcome, subject, is, shouldBe, why, advice, remedy}: Diagnosis) {
  return {
    outcome,
    subject: subject ?? null,
    is,
    shouldBe: shouldBe ?? null,
    why: why === '' ? null : why,
    advice: advice ?? null,
    remedy: remedy ? remedyDocument(remedy) : null,
  };
}

function remedyDocument(remedy: Remedy) {
  return {command: remedyCommand(remedy), safe: remedy.safe, lasting: {...remedy.lasting}};
}

function fixDocument({changes, lasting, journal}: FixResult) {
  return {
    changes: changes.map(({remedy, codes, result, words, inverse}) => ({
      ...remedyDocument(remedy),
      codes,
      result,
      words: words ?? null,
      inverse: inverse ?? null,
    })),
    lasting: lasting.map(({file, lines, result, words}) => ({file, lines, result, words: words ?? null})),
    journal: journal ?? null,
  };
}
