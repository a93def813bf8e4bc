import {escapeControls} from '../../ipvs/outside-text.js';
import {formatAddress} from '../../net/address.js';
import {formatSettingsPlace, formatSettingsProblem} from '../../settings/settings-problem.js';
import type {Settings} from '../../settings/settings.js';
import type {CommandContext} from '../command.js';
import {formatDocument} from '../output/structured.js';
import type {ConfigShowOptions} from './show.js';

/** Shows the settings that count. Resolves to the exit status: 1 where something is left out of them. */
export async function runConfigShow(
  {origin, output}: ConfigShowOptions,
  _words: readonly never[],
  context: CommandContext,
): Promise<number> {
  const settings = await context.settings();
  if (output === 'json') {
    const {origins, problems} = settings;
    const shown = {schema: 'lvsctl.config/1', ...(await sectionsOf(settings)), origins, problems};
    context.stdout.write(await formatDocument(shown, 'json', false));
  } else {
    const {formatYaml} = await import('../output/yaml.js');
    const text = formatYaml(await sectionsOf(settings));
    context.stdout.write(origin ? withOrigins(text, settings) : text);
    for (const problem of settings.problems) context.stderr.write(`${formatSettingsProblem(problem)}\n`);
  }
  return settings.problems.length === 0 ? 0 : 1;
}

/** As a file would have them. */
async function sectionsOf({names, directors, groups, defaults, policies, top}: Settings) {
  const hosts: Record<string, string | string[]> = {};
  for (const {name, address} of names.hosts) {
    const known = Object.hasOwn(hosts, name) ? hosts[name] : undefined;
    hosts[name] = known === undefined ? formatAddress(address) : [known, formatAddress(address)].flat();
  }
  const {leastServers, requireReason, mayChange, mayForce} = policies;
  return {
    names: {hosts, services: Object.fromEntries(names.services.map(({name, service}) => [name, service]))},
    directors,
    groups,
    defaults,
    policies: {
      'least-servers': leastServers ?? 1,
      'require-reason': requireReason,
      ...(mayChange && {'may-change': mayChange}),
      ...(mayForce && {'may-force': mayForce}),
    },
    top: await topOf(top),
  };
}

async function topOf(sections: Settings['top']): Promise<Readonly<Record<string, unknown>>> {
  if (sections.length === 0) return {};
  const {readTop} = await import('../../tui/preferences/check-top.js');
  return readTop(sections);
}

/** Each line that is a setting of its own, with its place. NB: the writer indents by two blanks. */
function withOrigins(text: string, {origins}: Settings): string {
  const path: string[] = [];
  return text
    .split('\n')
    .map(line => {
      const [, indentation = '', quoted] = /^( *)([^\s-][^:]*|"[^"]*"):( |$)/.exec(line) ?? [];
      if (quoted === undefined) return line;
      path.splice(indentation.length / 2, path.length, quoted.replace(/^"(.*)"$/, '$1'));
      const place = origins[path.join('.')];
      return place ? `${line} # ${escapeControls(formatSettingsPlace(place))}` : line;
    })
    .join('\n');
}
