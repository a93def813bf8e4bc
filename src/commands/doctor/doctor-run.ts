import {allRows} from '../../doctor/all-rows.js';
import type {DoctorRow} from '../../doctor/doctor-row.js';
import {examine} from '../../doctor/examine.js';
import type {Looked} from '../../doctor/facts.js';
import {isUnavailable, type Obstacle, type OpenIpvs} from '../../ipvs/unavailable.js';
import {type CommandContext, Usage} from '../command.js';
import {routerOptions} from '../vrrp/options.js';
import type {DoctorOptions} from './doctor.js';
import {type Examination, statusOf} from './examination.js';
import {explainRows} from './explain-rows.js';
import {fixFindings} from './fix-findings.js';
import {printExamination} from './print-examination.js';
import {unknownCode} from './unknown-code.js';

/** Looks at this host, and mends it where that was asked. Resolves to the exit status. */
export async function runDoctor(given: DoctorOptions, _words: unknown, context: CommandContext): Promise<number> {
  if (given.explain !== undefined) return explainRows(given.explain, context);
  checkWords(given);
  const rows = chosenRows(given);
  const world = await context.openDoctor();
  const opened: OpenIpvs[] = [];
  try {
    const look = async (): Promise<Examination> => {
      const ipvs = await openWithoutLoading(context);
      if (ipvs.known) opened.push(ipvs.value);
      const facts = await world.gather({
        ipvs,
        role: given.as,
        isProbing: given.probe === true,
        isQuick: given['no-wait'] === true,
        given: routerOptions(given),
      });
      return {world, ipvs, facts, examined: examine(rows, facts), again: look};
    };
    const examination = await look();
    if (given.fix) return await fixFindings(examination, given, context);
    await printExamination(examination, undefined, given, context);
    return statusOf(examination);
  } finally {
    for (const {ipvs} of opened) ipvs.close();
  }
}

function checkWords({fix, 'dry-run': isDryRun, yes, lasting, reason}: DoctorOptions): void {
  if (fix) return;
  const [stray] =
    Object.entries({'dry-run': isDryRun, yes, lasting, reason}).find(([, value]) => value !== undefined) ?? [];
  if (stray !== undefined) throw new Usage(`--${stray} means something only with --fix`);
}

/** Questions about a table, which a real server has none of. */
const ofDirectors = ['table', 'synchronization'];

function chosenRows({only, ignore, as: role}: DoctorOptions): readonly DoctorRow[] {
  const known = allRows.map(({code}) => code);
  const codes = (list: string | undefined) => {
    const asked = list?.split(',') ?? [];
    const stranger = asked.find(code => !known.includes(code));
    if (stranger !== undefined) throw new Usage(unknownCode(stranger));
    return asked;
  };
  const [wanted, unwanted] = [codes(only), codes(ignore)];
  const isAsked = ({code, group}: DoctorRow) =>
    only === undefined ? role !== 'real-server' || !ofDirectors.includes(group) : wanted.includes(code);
  return allRows.filter(row => isAsked(row) && !unwanted.includes(row.code));
}

/** NB: a doctor that loads what is missing would find nothing. */
async function openWithoutLoading(context: CommandContext): Promise<Looked<OpenIpvs>> {
  try {
    return {known: true, value: await context.reconnect()};
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    return {known: false, words: obstacleWords(error.obstacle)};
  }
}

function obstacleWords(obstacle: Obstacle): string {
  switch (obstacle.type) {
    case 'absent':
      return 'this kernel has no IPVS loaded';
    case 'refused':
      return 'IPVS answers only root: sudo lvsctl doctor';
    case 'local':
      return `the netlink socket failed: ${obstacle.error.message}`;
  }
}
