import {environmentSettings} from './environment-settings.js';
import {mergeSettings} from './merge-settings.js';
import type {FileSettings, KnownCommands} from './setting.js';
import {
  type FileContent,
  readSettingsFile,
  type SettingsFile,
  settingsFiles,
  type SettingsReader,
} from './settings-files.js';
import {noSettings, type Settings} from './settings.js';

/** What is set on this machine, for this user and in this environment. YAML is loaded only if there is a file. */
export async function loadSettings(
  environment: Readonly<Record<string, string | undefined>>,
  reader: SettingsReader,
  known: KnownCommands,
): Promise<Settings> {
  const files: FileSettings[] = [];
  for (const file of settingsFiles(environment)) {
    const said = await fileSettings(file, readSettingsFile(file, reader), known);
    if (said) files.push(file.onlyPolicies ? policiesOnly(said) : said);
  }
  const last = environmentSettings(environment, known);
  if (last) files.push(last);
  return files.length === 0 ? noSettings : mergeSettings(files);
}

async function fileSettings(
  {path, isOwn}: SettingsFile,
  content: FileContent,
  known: KnownCommands,
): Promise<FileSettings | undefined> {
  switch (content.type) {
    case 'absent':
      return undefined;
    case 'unread': {
      const {problem} = content;
      return {isOwn, settings: [], top: undefined, problems: [problem], doubt: problem};
    }
    case 'text': {
      const {readSettings} = await import('./read-settings.js');
      return readSettings(path, content.text, isOwn, known);
    }
  }
}

function policiesOnly(file: FileSettings): FileSettings {
  return {...file, settings: file.settings.filter(({type}) => type === 'policy'), top: undefined};
}
